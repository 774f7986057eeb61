/* Liandong's settings of PJSIP: the library is built with this file and programs that use the
 * library are compiled with it, because several of these values change the layout of structures.
 *
 * Installed as <pj/config_site.h>. Each value that differs from PJSIP's own has its reason.
 */
#ifndef PJ_CONFIG_SITE_H
#define PJ_CONFIG_SITE_H

/* ---- Assertions ---------------------------------------------------------------------------- */

/* A box that runs day and night answers a broken precondition with a log line and an error code
 * (what PJ_ASSERT_RETURN does after the assertion), never with abort(): one bad packet must not
 * end every other call. Said here, beside the build's -DNDEBUG, so that importers see the same. */
#define PJ_DEBUG 0

/* Keeps the run-time checks behind those assertions. */
#define PJ_ENABLE_EXTRA_CHECK 1

/* ---- Network ------------------------------------------------------------------------------- */

/* Both address families on every network. */
#define PJ_HAS_IPV6 1

/* One descriptor a TCP/TLS seat or trunk connection. The default of 64 is a soft phone's. The
 * library is configured with --enable-epoll, so FD_SETSIZE is no limit. */
#define PJ_IOQUEUE_MAX_HANDLES 16384

/* SIP transports that may be open at once: all of the handles. */
#define PJSIP_MAX_TRANSPORTS PJ_IOQUEUE_MAX_HANDLES

/* Buckets of the transport table; the default of 31 makes 4,000 TCP seats a linear search. */
#define PJSIP_TPMGR_HTABLE_SIZE 4095

/* A trunk that comes back reconnects every line at once; 5 waiting connections drop the rest. */
#define PJSIP_TCP_TRANSPORT_BACKLOG 512
#define PJSIP_TLS_TRANSPORT_BACKLOG 512

/* A connection that never sends a SIP message is closed after this many seconds and cannot hold
 * a descriptor for ever. */
#define PJSIP_TCP_INITIAL_TIMEOUT 32

/* The site file says how a trunk is reached. A large INVITE on a UDP trunk stays on UDP (it is
 * fragmented) and does not try a TCP port that the carrier never opened. */
#define PJSIP_DONT_SWITCH_TO_TCP 1
#define PJSIP_DONT_SWITCH_TO_TLS 1

/* Socket buffers of a SIP UDP socket, bytes: a registration storm of 2,000 phones fits in. The
 * kernel clips them to net.core.[rw]mem_max, which the box's sysctl file raises. */
#define PJSIP_UDP_SO_RCVBUF_SIZE 4194304
#define PJSIP_UDP_SO_SNDBUF_SIZE 4194304

/* The largest SIP message, bytes. Carriers' INVITEs with Record-Route, History-Info and
 * Diversion pass 4,000, the default, and would be dropped without an answer. */
#define PJSIP_MAX_PKT_LEN 16000
#define PJ_LOG_MAX_SIZE 16384

/* Longest URI, bytes: tel URIs with context and tgrp parameters pass the default of 256. */
#define PJSIP_MAX_URL_SIZE 512

/* ---- Signalling limits --------------------------------------------------------------------- */

/* Transactions live up to 32 s after their end (timers B, D, J; an answered INVITE too, to absorb
 * its own repetitions, RFC 6026): 200 calls a second with five transactions each are 32,000 at
 * once. These are bounds and hash sizes, not reservations. */
#define PJSIP_MAX_TSX_COUNT 131071

/* Dialogs: three legs a call, 5,000 calls, twice for those in their last 32 s. */
#define PJSIP_MAX_DIALOG_COUNT 32767

/* First size of the timer heap, entries; it doubles when full. PJSIP's own rule, two a
 * transaction and dialog, would set aside 300,000 at every start. */
#define PJSIP_MAX_TIMER_COUNT 65536

/* Due timers handled in one turn of the event loop; with 10, the default, a second with
 * thousands of retransmissions falls behind. */
#define PJSIP_MAX_TIMED_OUT_ENTRIES 64

/* ---- What the box does not do -------------------------------------------------------------- */

/* No pictures. */
#define PJMEDIA_HAS_VIDEO 0

/* No digest AKA (mobile networks only), no RTCP XR. */
#define PJSIP_HAS_DIGEST_AKA_AUTH 0
#define PJMEDIA_HAS_RTCP_XR 0

/* No echo cancellers: seats' phones have their own, trunks are digital. */
#define PJMEDIA_HAS_SPEEX_AEC 0
#define PJMEDIA_HAS_WEBRTC_AEC 0
#define PJMEDIA_HAS_WEBRTC_AEC3 0

/* Codecs without a user on these trunks; fewer parsers that read what strangers send. */
#define PJMEDIA_HAS_GSM_CODEC 0
#define PJMEDIA_HAS_SPEEX_CODEC 0
#define PJMEDIA_HAS_ILBC_CODEC 0
#define PJMEDIA_HAS_G7221_CODEC 0

/* ---- Media --------------------------------------------------------------------------------- */

/* Linear PCM, for tests that compare sample by sample. */
#define PJMEDIA_CODEC_L16_HAS_8KHZ_MONO 1
#define PJMEDIA_CODEC_L16_HAS_16KHZ_MONO 1

/* ---- Logging ------------------------------------------------------------------------------- */

/* No colour codes in the journal. */
#define PJ_TERM_HAS_COLOR 0

/* Levels up to 5 stay compiled in; the box's own level decides at run time. */
#define PJ_LOG_MAX_LEVEL 5

/* ---- Test tools (pjsua, pjsip-perf): limits of the phones that test the box ---------------- */
#define PJSUA_MAX_CALLS 256
#define PJSUA_MAX_ACC 256
#define PJSUA_MAX_PLAYERS 64
#define PJSUA_MAX_CONF_PORTS 600

#endif /* PJ_CONFIG_SITE_H */
