/* What MixerBench.swift compares our mixer with: mixer c PARTIES TICKS is the same N-1 sum in plain C,
 * mixer conf PARTIES TICKS PJMEDIA's conference bridge with everybody connected to everybody. Prints
 * the median nanoseconds of a tick. */
#include <pjlib.h>
#include <pjmedia.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SAMPLES = 160, RATE = 8000, QUEUED_A_TICK = 100 };

struct voice {
  pjmedia_port base;
  pj_int16_t samples[SAMPLES];
  pj_int64_t sink;
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static void print_median(double *times, int count) {
  qsort(times, count, sizeof *times, ascending);
  printf("%.0f\n", times[count / 2]);
}

static pj_status_t speak(pjmedia_port *port, pjmedia_frame *frame) {
  struct voice *voice = (struct voice *)port;
  memcpy(frame->buf, voice->samples, sizeof voice->samples);
  frame->type = PJMEDIA_FRAME_TYPE_AUDIO;
  frame->size = sizeof voice->samples;
  return PJ_SUCCESS;
}

static pj_status_t listen_to(pjmedia_port *port, pjmedia_frame *frame) {
  struct voice *voice = (struct voice *)port;
  if (frame->type == PJMEDIA_FRAME_TYPE_AUDIO && frame->size)
    voice->sink += ((pj_int16_t *)frame->buf)[7];
  return PJ_SUCCESS;
}

static __attribute__((noinline)) void mix(
    const pj_int16_t *voices, pj_int16_t *out, int parties, pj_int32_t *sum) {
  memset(sum, 0, SAMPLES * sizeof *sum);
  for (int p = 0; p < parties; p++)
    for (int i = 0; i < SAMPLES; i++) sum[i] += voices[p * SAMPLES + i];
  for (int p = 0; p < parties; p++)
    for (int i = 0; i < SAMPLES; i++) {
      int v = sum[i] - voices[p * SAMPLES + i];
      v = v > 32767 ? 32767 : v;
      v = v < -32768 ? -32768 : v;
      out[p * SAMPLES + i] = (pj_int16_t)v;
    }
}

static void plain(int parties, int ticks) {
  size_t size = (size_t)parties * SAMPLES * sizeof(pj_int16_t);
  pj_int16_t *voices = aligned_alloc(64, size), *out = aligned_alloc(64, size);
  pj_int32_t *sum = aligned_alloc(64, SAMPLES * sizeof *sum);
  double *times = malloc(sizeof *times * ticks);
  for (int i = 0; i < parties * SAMPLES; i++) voices[i] = (pj_int16_t)(rand() % 2000 - 1000);
  for (int t = 0; t < ticks; t++) {
    double start = now();
    mix(voices, out, parties, sum);
    __asm__ volatile("" ::"r"(out) : "memory");
    times[t] = now() - start;
  }
  print_median(times, ticks);
}

static int bridge(int parties, int ticks) {
  pj_caching_pool factory;
  pjmedia_endpt *endpoint;
  pjmedia_conf *conf;
  pj_log_set_level(0);
  pj_init();
  pj_caching_pool_init(&factory, NULL, 0);
  /* Without the sound devices that pjmedia_endpt_create would look for. */
  pjmedia_endpt_create2(&factory.factory, NULL, 0, &endpoint);
  pj_pool_t *pool = pj_pool_create(&factory.factory, "bench", 1 << 20, 1 << 20, NULL);
  if (pjmedia_conf_create(
          pool, parties + 1, RATE, 1, SAMPLES, 16, PJMEDIA_CONF_NO_DEVICE, &conf))
    return 1;
  unsigned *slots = calloc(parties, sizeof *slots);
  for (int i = 0; i < parties; i++) {
    struct voice *voice = pj_pool_zalloc(pool, sizeof *voice);
    pj_str_t name = pj_str("voice");
    pjmedia_port_info_init(
        &voice->base.info, &name, PJMEDIA_SIG_CLASS_APP('B', 'V', 'O'), RATE, 1, 16, SAMPLES);
    voice->base.get_frame = speak;
    voice->base.put_frame = listen_to;
    for (int k = 0; k < SAMPLES; k++) voice->samples[k] = (pj_int16_t)(rand() % 2000 - 1000);
    if (pjmedia_conf_add_port(conf, pool, &voice->base, NULL, &slots[i])) return 1;
  }
  pjmedia_port *master = pjmedia_conf_get_master_port(conf);
  pj_int16_t buffer[SAMPLES];
  pjmedia_frame frame;
  memset(&frame, 0, sizeof frame);
  frame.buf = buffer;
  frame.size = sizeof buffer;
  pjmedia_port_get_frame(master, &frame);
  for (int i = 0; i < parties; i++)
    for (int j = 0; j < parties; j++)
      if (i != j && pjmedia_conf_connect_port(conf, slots[i], slots[j], 0)) return 1;
  /* The bridge takes 100 queued connections a tick. */
  for (int i = 0; i < 50 + parties * parties / QUEUED_A_TICK * 2; i++) {
    frame.size = sizeof buffer;
    pjmedia_port_get_frame(master, &frame);
  }
  double *times = malloc(sizeof *times * ticks);
  for (int t = 0; t < ticks; t++) {
    frame.size = sizeof buffer;
    frame.timestamp.u64 += SAMPLES;
    double start = now();
    pjmedia_port_get_frame(master, &frame);
    times[t] = now() - start;
  }
  print_median(times, ticks);
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  int parties = atoi(argv[2]), ticks = atoi(argv[3]);
  if (strcmp(argv[1], "conf") == 0) return bridge(parties, ticks);
  plain(parties, ticks);
  return 0;
}
