/* How linger talks to its workers (linger-capture --worker): frames over stdin and stdout, each a
 * little-endian 32-bit size and then that many bytes. One request, one reply, in order; the end of
 * stdin ends the worker with status 0.
 *
 * Request: string directory, string file, count and strings of arguments (without the compiler's
 * name, the file, -c and -o; cleaned by analyzer/project/flags.c), uint task (enum capture_task),
 * string pch, string include.
 * Reply: uint status (enum capture_status), string message ("" when none), bytes facts, uint use
 * (enum capture_pch).
 * All in the encoding of base/buffer.h.
 *
 * Precompiled headers: CAPTURE_PCH compiles `file`, a header that holds nothing but one include,
 * into the file `pch` and writes what must be known of it to PCH.files; the reply has no facts.
 * CAPTURE_UNIT with a `pch` ("" for none) uses one: the unit must begin with `include` (as spelled,
 * with its delimiters), the include that was compiled. When the file does not begin so any more, or
 * anything else is not as it would be without, the worker parses it again without.
 */
#ifndef LINGER_ANALYZER_CAPTURE_PROTOCOL_H
#define LINGER_ANALYZER_CAPTURE_PROTOCOL_H

enum capture_task {
	CAPTURE_UNIT, /* parse and lower */
	CAPTURE_PCH, /* precompile a header */
};

enum capture_status {
	CAPTURE_OK, /* facts follow; they may be partial */
	CAPTURE_FAILED, /* the unit could not be parsed at all: the message says why */
};

enum capture_pch {
	CAPTURE_PCH_NONE, /* none was asked for */
	CAPTURE_PCH_USED,
	CAPTURE_PCH_REFUSED, /* parsed without */
};

enum { CAPTURE_MAX_FRAME = 1 << 30 };

#endif
