/* Text that may not be UTF-8, made fit for reports. Private to reports/. */
#ifndef LINGER_REPORTS_UTF8_H
#define LINGER_REPORTS_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum { UTF8_REPLACEMENT = 0xfffd };

/* The code point at `text` (of `size` > 0 bytes) and the number of its bytes. A byte that starts
 * no well-formed sequence counts alone, as UTF8_REPLACEMENT. */
uint32_t utf8_decode(const char *text, size_t size, size_t *length);

/* Appends the text; each malformed byte becomes UTF8_REPLACEMENT. */
void utf8_append(struct buffer *out, const char *text, size_t size);

/* The number of UTF-16 code units of the text. */
size_t utf8_utf16_length(const char *text, size_t size);

/* The columns that a terminal gives a character: 0, 1 or 2. */
size_t utf8_width(uint32_t point);

#endif
