/* How linger talks to its workers (linger-capture --worker): frames over stdin and stdout, each a
 * little-endian 32-bit size and then that many bytes. One request, one reply, in order; the end of
 * stdin ends the worker with status 0.
 *
 * Request: string directory, string file, count and strings of arguments (without the compiler's
 * name, the file, -c and -o; cleaned by analyzer/project/flags.c).
 * Reply: uint status (enum capture_status), string message ("" when none), bytes facts.
 * All in the encoding of base/buffer.h.
 */
#ifndef LINGER_ANALYZER_CAPTURE_PROTOCOL_H
#define LINGER_ANALYZER_CAPTURE_PROTOCOL_H

enum capture_status {
	CAPTURE_OK, /* facts follow; they may be partial */
	CAPTURE_FAILED, /* the unit could not be parsed at all: the message says why */
};

enum { CAPTURE_MAX_FRAME = 1 << 30 };

#endif
