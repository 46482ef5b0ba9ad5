/*
 * The bare receiver that everything is compared with: recvmmsg, parse, add to a hash table, nothing
 * else. No sorting of tags, no sketches, no telemetry, no flush; about the least work that a
 * DogStatsD server can do.
 *
 * usage: control
 * prints "listening on PORT"; at SIGTERM prints "lines N contexts N bad N" and ends.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { BATCH = 64, MAX_DATAGRAM = 8192, RECEIVE_BUFFER = 4 << 20 };

struct entry {
  uint64_t hash;
  uint32_t name_length, tags_length;
  char *key;
  double sum;
  char type;
};

static struct entry *table;
static size_t capacity = 1 << 18, used;
static uint64_t lines, bad;
static volatile sig_atomic_t stopping;

static void stop(int signal) {
  (void)signal;
  stopping = 1;
}

static void die(const char *what) {
  perror(what);
  exit(1);
}

static inline uint64_t fold(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t hash_of(const char *at, size_t length, uint64_t seed) {
  const uint64_t factor = 0x9E3779B97F4A7C15ULL;
  uint64_t hash = seed, word, tail = 0;
  size_t left = length;
  for (; left >= 8; left -= 8, at += 8) {
    memcpy(&word, at, 8);
    hash = fold(hash ^ word, factor);
  }
  memcpy(&tail, at, left);
  return fold(hash ^ tail ^ (uint64_t)length << 56, factor);
}

static void grow(void) {
  struct entry *old = table;
  size_t old_capacity = capacity;
  capacity *= 2;
  table = calloc(capacity, sizeof *table);
  for (size_t i = 0; i < old_capacity; i++) {
    if (!old[i].key) continue;
    size_t j = old[i].hash & (capacity - 1);
    while (table[j].key) j = (j + 1) & (capacity - 1);
    table[j] = old[i];
  }
  free(old);
}

static inline void add(const char *name, size_t name_length, char type, const char *tags, size_t tags_length,
                       double value) {
  uint64_t hash = hash_of(tags, tags_length, hash_of(name, name_length, (uint64_t)type));
  for (size_t i = hash & (capacity - 1);; i = (i + 1) & (capacity - 1)) {
    struct entry *e = &table[i];
    if (!e->key) {
      char *key = malloc(name_length + tags_length + 1);
      memcpy(key, name, name_length);
      memcpy(key + name_length, tags, tags_length);
      *e = (struct entry){hash, (uint32_t)name_length, (uint32_t)tags_length, key, value, type};
      if (++used * 3 > capacity * 2) grow();
      return;
    }
    if (e->hash == hash && e->type == type && e->name_length == name_length && e->tags_length == tags_length &&
        !memcmp(e->key, name, name_length) && !memcmp(e->key + name_length, tags, tags_length)) {
      e->sum = type == 'g' ? value : e->sum + value;
      return;
    }
  }
}

static inline double number(const char *at, const char *end) {
  static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  int negative = at < end && *at == '-', decimals = 0, fraction = 0;
  uint64_t digits = 0;
  for (at += negative; at < end; at++) {
    if (*at == '.') {
      fraction = 1;
    } else {
      digits = digits * 10 + (uint64_t)(*at - '0');
      decimals += fraction;
    }
  }
  double value = (double)digits / powers[decimals < 9 ? decimals : 9];
  return negative ? -value : value;
}

static inline void parse_line(const char *line, const char *end) {
  const char *colon = memchr(line, ':', (size_t)(end - line));
  const char *bar = colon ? memchr(colon, '|', (size_t)(end - colon)) : NULL;
  if (!bar || bar + 1 >= end) {
    bad++;
    return;
  }
  const char *tags = end, *tags_end = end, *field = bar + 1;
  while ((field = memchr(field, '|', (size_t)(end - field))) && ++field < end) {
    if (*field == '#') {
      tags = field + 1;
      tags_end = memchr(tags, '|', (size_t)(end - tags));
      if (!tags_end) tags_end = end;
      break;
    }
  }
  add(line, (size_t)(colon - line), bar[1], tags, (size_t)(tags_end - tags), number(colon + 1, bar));
  lines++;
}

static inline void parse(const char *at, const char *end) {
  while (at < end) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    if (!newline) newline = end;
    if (newline > at) parse_line(at, newline);
    at = newline + 1;
  }
}

static int listen_on_any_port(void) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0), bytes = RECEIVE_BUFFER;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes)) die("socket");
  if (bind(fd, (void *)&address, length) || getsockname(fd, (void *)&address, &length)) die("bind");
  printf("listening on %d\n", ntohs(address.sin_port));
  fflush(stdout);
  return fd;
}

int main(void) {
  static struct mmsghdr messages[BATCH];
  static struct iovec parts[BATCH];
  static char buffers[BATCH][MAX_DATAGRAM];
  for (int i = 0; i < BATCH; i++) {
    parts[i] = (struct iovec){buffers[i], MAX_DATAGRAM};
    messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[i], .msg_iovlen = 1};
  }
  struct sigaction action = {.sa_handler = stop}; /* no SA_RESTART: it ends a waiting recvmmsg */
  sigaction(SIGTERM, &action, NULL);
  table = calloc(capacity, sizeof *table);
  int fd = listen_on_any_port();
  while (!stopping) {
    int got = recvmmsg(fd, messages, BATCH, MSG_WAITFORONE, NULL);
    if (got < 0 && errno != EINTR) die("recvmmsg");
    for (int i = 0; i < got; i++) parse(buffers[i], buffers[i] + messages[i].msg_len);
  }
  printf("lines %lu contexts %zu bad %lu\n", lines, used, bad);
  return 0;
}
