// PJSIP as Swift sees it. SwiftPM drops a .pc file's -D flags, so what they said is said here, for
// a libpjproject that is not ours; our own package's headers say it themselves.
#ifndef PJ_AUTOCONF
#define PJ_AUTOCONF 1
#endif
#include <stddef.h>
#include <pjlib.h>
#include <pjlib-util.h>
#include <pjmedia.h>
#include <pjmedia-codec.h>
#include <pjsip.h>
#include <pjsip_ua.h>
#include <pjsip_simple.h>

// pjsip_endpt_schedule_timer is a macro in builds with PJ_TIMER_DEBUG and a function in others.
// The corresponding C function is pjsip_endpt_schedule_timer.
static inline pj_status_t liandong_schedule_timer(
    pjsip_endpoint *endpoint, pj_timer_entry *entry, const pj_time_val *delay) {
  return pjsip_endpt_schedule_timer(endpoint, entry, delay);
}

/// Adds an option for the sockets of a transport: Swift does not import the unnamed struct in
/// pj_sockopt_params. The value must live until the transport has been started.
static inline void liandong_add_socket_option(
    pj_sockopt_params *params, int level, int name, int *value) {
    if (params->cnt >= PJ_MAX_SOCKOPT_PARAMS) return;
    params->options[params->cnt].level = level;
    params->options[params->cnt].optname = name;
    params->options[params->cnt].optval = value;
    params->options[params->cnt].optlen = sizeof *value;
    params->cnt++;
}

// opus_encoder_ctl takes a variable number of arguments, which Swift cannot call, least of all through
// a pointer. The corresponding C function is opus_encoder_ctl.
static inline int liandong_opus_set(void *encoder_ctl, void *encoder, int request, int value) {
  return ((int (*)(void *, int, ...))encoder_ctl)(encoder, request, value);
}

// The packet whose bytes begin at start, or NULL when something else stood before them there. A dropped packet is
// told by its bytes alone, and Swift does not import the array that they are in; each packet points to itself,
// which tells whether this is one.
static inline pjsip_rx_data *liandong_packet_at(void *start) {
  char *packet = (char *)start - offsetof(pjsip_rx_data, pkt_info.packet);
  char *itself;
  pj_memcpy(&itself, packet + offsetof(pjsip_rx_data, tp_info.op_key.rdata), sizeof itself);
  return itself == packet ? (pjsip_rx_data *)packet : NULL;
}
