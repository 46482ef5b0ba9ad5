/*
 * Runs a command and says what it has cost, as the kernel accounts for it at its end: to the
 * microsecond, where /proc only has ticks of 10 ms.
 *
 * usage: cost COMMAND ARGUMENT...
 * prints a last line "cost CPU RESIDENT": user and system time of all threads in microseconds, and
 * the largest resident memory in KiB. Ends with the status of the command.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static long micros(struct timeval time) { return time.tv_sec * 1000000L + time.tv_usec; }

int main(int count, char **arguments) {
  if (count < 2) {
    fprintf(stderr, "usage: cost COMMAND ARGUMENT...\n");
    return 64;
  }
  pid_t child = fork();
  if (child == 0) {
    execvp(arguments[1], arguments + 1);
    perror(arguments[1]);
    _exit(127);
  }
  int status;
  struct rusage used;
  if (child < 0 || wait4(child, &status, 0, &used) != child) {
    perror("cost");
    return 1;
  }
  printf("\ncost %ld %ld\n", micros(used.ru_utime) + micros(used.ru_stime), used.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
