/* What JitterBench.swift compares a voice's jitter buffer with: jitter COUNT turns over PJMEDIA's buffer and its packet loss
 * concealment, as a stream of its own does with G.711: of 50 packets of 20 ms one is lost, one of 20 comes with the next.
 * Prints the nanoseconds of a turn. */
#include <pjlib.h>
#include <pjmedia.h>
#include <pjmedia/alaw_ulaw.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { UNIT = 80, UNITS = 2, DIFFERENT = 23 };

static pjmedia_jbuf *buffer;
static pj_uint8_t payloads[DIFFERENT * UNITS * UNIT];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static void put(int number) {
  const pj_uint8_t *payload = payloads + number % DIFFERENT * UNITS * UNIT;
  for (int i = 0; i < UNITS; i++)
    pjmedia_jbuf_put_frame(buffer, payload + i * UNIT, UNIT, number * UNITS + i);
}

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 1, heard = 0;
  pj_caching_pool factory;
  pjmedia_plc *plc;
  pj_str_t name = pj_str("bench");
  pj_int16_t decoded[256], samples[UNIT];
  pj_uint8_t unit[UNIT];
  pj_log_set_level(0);
  pj_init();
  pj_caching_pool_init(&factory, NULL, 0);
  pj_pool_t *pool = pj_pool_create(&factory.factory, "bench", 65536, 65536, NULL);
  if (pjmedia_jbuf_create(pool, &name, UNIT, 10, 50, &buffer)) return 1;
  if (pjmedia_jbuf_set_adaptive(buffer, 0, 0, 40)) return 1;
  if (pjmedia_plc_create(pool, 8000, UNIT, 0, &plc)) return 1;
  for (int i = 0; i < 256; i++) decoded[i] = (pj_int16_t)pjmedia_alaw2linear((pj_uint8_t)i);
  for (unsigned i = 0; i < sizeof payloads; i++)
    payloads[i] = (pj_uint8_t)pjmedia_linear2alaw((pj_int16_t)(i % 23 * 700 - 7700));
  double start = now();
  for (int packet = 0; packet < count; packet++) {
    if (packet % 20 == 8) put(packet - 1);
    if (packet % 50 != 17 && packet % 20 != 7) put(packet);
    for (int i = 0; i < UNITS; i++) {
      char type;
      pjmedia_jbuf_get_frame(buffer, unit, &type);
      if (type == PJMEDIA_JB_NORMAL_FRAME) {
        for (int k = 0; k < UNIT; k++) samples[k] = decoded[unit[k]];
        pjmedia_plc_save(plc, samples);
        heard++;
      } else {
        pjmedia_plc_generate(plc, samples);
      }
    }
  }
  printf("%.1f\n", (now() - start) / count);
  return heard > count ? 0 : 1;
}
