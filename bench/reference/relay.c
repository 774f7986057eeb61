/* What RelayBench.swift compares the box's relay with: relay ADDRESS PORT CALLS CPU opens two sockets a call from
 * PORT on (even port: one party, the next even port: the other), waits with epoll and sends each
 * packet on to whoever sent last to the other socket. RTP's sequence, time and source are written anew, as a
 * box does that keeps one stream towards each party. No lock, no allocation, nothing else. It has the box's
 * priority, where it may, and the box's CPU: who wakes at once wakes for each packet, who waits for others, or for
 * another CPU to wake, takes several at a time, and a comparison of the two says nothing of what a packet costs. A socket is read once for each event: to ask until
 * there is nothing more would be one call in vain for nearly every packet, and epoll tells of what is left. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct leg {
  int socket, known;
  struct sockaddr_in peer;
  struct leg *other;
  uint16_t sequence;
  uint32_t source, shift;
};

static void relay(struct leg *from) {
  unsigned char packet[2048];
  struct sockaddr_in sender;
  socklen_t length = sizeof sender;
  ssize_t count =
      recvfrom(from->socket, packet, sizeof packet, 0, (struct sockaddr *)&sender, &length);
  if (count < 12) return;
  from->peer = sender;
  from->known = 1;
  struct leg *to = from->other;
  if (!to->known) return;
  uint16_t sequence = htons(to->sequence++);
  uint32_t time;
  memcpy(&time, packet + 4, 4);
  time = htonl(ntohl(time) + to->shift);
  memcpy(packet + 2, &sequence, 2);
  memcpy(packet + 4, &time, 4);
  memcpy(packet + 8, &to->source, 4);
  sendto(to->socket, packet, count, 0, (struct sockaddr *)&to->peer, sizeof to->peer);
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  int port = atoi(argv[2]), count = atoi(argv[3]) * 2, room = 1 << 20;
  struct leg *legs = calloc(count, sizeof *legs);
  int epoll = epoll_create1(0);
  for (int i = 0; i < count; i++) {
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(port + 2 * i)};
    inet_pton(AF_INET, argv[1], &name.sin_addr);
    legs[i].socket = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    setsockopt(legs[i].socket, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    if (bind(legs[i].socket, (struct sockaddr *)&name, sizeof name)) return perror("bind"), 1;
    legs[i].other = &legs[i ^ 1];
    legs[i].source = rand();
    legs[i].shift = rand();
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &legs[i]};
    epoll_ctl(epoll, EPOLL_CTL_ADD, legs[i].socket, &event);
  }
  struct sched_param real_time = {.sched_priority = 40};
  sched_setscheduler(0, SCHED_FIFO, &real_time);
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  CPU_SET(atoi(argv[4]), &cpus);
  if (sched_setaffinity(0, sizeof cpus, &cpus)) return perror("sched_setaffinity"), 1;
  puts("ready");
  fflush(stdout);
  struct epoll_event events[64];
  for (;;) {
    int ready = epoll_wait(epoll, events, 64, -1);
    for (int i = 0; i < ready; i++) relay(events[i].data.ptr);
  }
}
