/*
 * Sends the datagrams of payload files, at a rate or as fast as it can, and says how many it sent.
 *
 * A payload file is a sequence of datagrams, each behind its length (16 bits, little endian). It is
 * sent from its first datagram to its last, over and over, so that the number of datagrams sent
 * tells exactly what was sent. Several files share the time equally.
 *
 * UDP goes out with segmentation offload (UDP_SEGMENT): one call hands the kernel up to 64 KB, which
 * it cuts into datagrams of equal size. Without that a sender core cannot saturate a receiver core,
 * and a benchmark would measure its own sender. Unix datagrams go out with sendmmsg.
 *
 * usage: sender udp PORT|unix PATH RATE SECONDS COUNT FILE...
 *   RATE     datagrams a second, evenly paced (open loop); 0 floods
 *   SECONDS  ends then; 0 for no limit
 *   COUNT    ends after so many datagrams, of all files; 0 for no limit
 * prints a line per file, "sent N", and "cpu SECONDS".
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/udp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

enum { MAX_SEGMENTS = 64, MAX_CALL_BYTES = 65000, FLOOD_BATCH = 8, PACED_BATCH = 8 };

/* Datagrams of one size, end to end, so that any run of them is one buffer. */
struct payload {
  char *bytes;
  size_t count;
  size_t size;
};

static void die(const char *what) {
  perror(what);
  exit(1);
}

static double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static struct payload load(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) die(path);
  fseek(file, 0, SEEK_END);
  size_t length = (size_t)ftell(file);
  rewind(file);
  struct payload payload = {.bytes = malloc(length), .count = 0, .size = 0};
  size_t written = 0;
  uint8_t prefix[2];
  while (fread(prefix, 1, 2, file) == 2) {
    size_t size = prefix[0] | (size_t)prefix[1] << 8;
    if (payload.count > 0 && size != payload.size) {
      fprintf(stderr, "%s: datagram %zu has %zu bytes, not %zu\n", path, payload.count, size, payload.size);
      exit(1);
    }
    if (fread(payload.bytes + written, 1, size, file) != size) die(path);
    payload.size = size;
    payload.count++;
    written += size;
  }
  fclose(file);
  if (payload.count == 0) {
    fprintf(stderr, "%s: holds no datagram\n", path);
    exit(1);
  }
  return payload;
}

static int connect_to(const char *family, const char *address) {
  int fd;
  if (!strcmp(family, "unix")) {
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    if (strlen(address) >= sizeof to.sun_path) {
      fprintf(stderr, "%s: too long for a socket's path\n", address);
      exit(1);
    }
    strcpy(to.sun_path, address);
    fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (fd < 0 || connect(fd, (void *)&to, sizeof to)) die(address);
  } else {
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)atoi(address)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0 || connect(fd, (void *)&to, sizeof to)) die(address);
  }
  return fd;
}

/* Datagrams to hand over in each message of a call. */
static size_t segments_for(int fd, int udp, int size) {
  if (!udp) return 1;
  if (setsockopt(fd, IPPROTO_UDP, UDP_SEGMENT, &size, sizeof size)) die("UDP_SEGMENT");
  size_t fit = MAX_CALL_BYTES / (size_t)size;
  return fit > MAX_SEGMENTS ? MAX_SEGMENTS : fit < 1 ? 1 : fit;
}

/* Sends the next datagrams from *at on, at most `most`; gives how many the kernel took. */
static size_t send_some(int fd, const struct payload *payload, size_t *at, size_t segments, size_t most) {
  static struct mmsghdr messages[FLOOD_BATCH];
  static struct iovec parts[FLOOD_BATCH];
  unsigned used = 0;
  size_t next = *at;
  while (used < FLOOD_BATCH && most > 0) {
    size_t run = segments < payload->count - next ? segments : payload->count - next;
    if (run > most) run = most;
    parts[used] = (struct iovec){payload->bytes + next * payload->size, run * payload->size};
    messages[used].msg_hdr = (struct msghdr){.msg_iov = &parts[used], .msg_iovlen = 1};
    used++;
    most -= run;
    next = (next + run) % payload->count;
  }
  int taken = sendmmsg(fd, messages, used, 0);
  if (taken < 0) {
    /* A full queue passes. A receiver that is gone is the caller's to notice, by the sums. */
    if (errno == EAGAIN || errno == ENOBUFS || errno == ECONNREFUSED || errno == EINTR) return 0;
    die("send");
  }
  size_t sent = 0;
  for (int i = 0; i < taken; i++) sent += parts[i].iov_len / payload->size;
  *at = (*at + sent) % payload->count;
  return sent;
}

/* Waits until the time has come; short waits spin, because a sleep lasts 60 us and more. */
static void wait_until(double due) {
  double now;
  while ((now = seconds(CLOCK_MONOTONIC)) < due) {
    if (due - now > 1.5e-4) {
      struct timespec nap = {0, 60000};
      nanosleep(&nap, NULL);
    }
  }
}

int main(int argc, char **argv) {
  if (argc < 7) {
    fprintf(stderr, "usage: sender udp PORT|unix PATH RATE SECONDS COUNT FILE...\n");
    return 2;
  }
  int udp = !strcmp(argv[1], "udp");
  double rate = atof(argv[3]), limit = atof(argv[4]);
  size_t most = strtoull(argv[5], NULL, 10);
  int files = argc - 6, fd = connect_to(argv[1], argv[2]);
  struct payload *payloads = calloc((size_t)files, sizeof *payloads);
  for (int i = 0; i < files; i++) payloads[i] = load(argv[6 + i]);

  double begin = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
  size_t total = 0;
  for (int i = 0; i < files; i++) {
    size_t at = 0, sent = 0, segments = segments_for(fd, udp, (int)payloads[i].size);
    double end = limit > 0 ? begin + limit * (i + 1) / files : 1e18;
    while (seconds(CLOCK_MONOTONIC) < end && (most == 0 || total < most)) {
      size_t batch = rate > 0 ? PACED_BATCH : segments * FLOOD_BATCH;
      if (most > 0 && batch > most - total) batch = most - total;
      size_t taken = send_some(fd, &payloads[i], &at, segments, batch);
      sent += taken;
      total += taken;
      if (rate > 0) wait_until(begin + (double)total / rate);
    }
    printf("sent %zu\n", sent);
  }
  printf("cpu %.3f\n", seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
  return 0;
}
