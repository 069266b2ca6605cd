/* Text that may not be UTF-8, made fit for reports. */
#include "reports/utf8.h"

#include <stdbool.h>

/* The number of bytes a sequence with this first byte has, 0 when none starts so. */
static size_t sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

static bool is_well_formed(uint32_t point, size_t length)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	bool is_surrogate = point >= 0xd800 && point <= 0xdfff;
	return point >= least[length] && point <= 0x10ffff && !is_surrogate;
}

uint32_t utf8_decode(const char *text, size_t size, size_t *length)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t wanted = sequence_length(bytes[0]);
	*length = 1;
	if (wanted == 1)
		return bytes[0];
	if (wanted == 0 || wanted > size)
		return UTF8_REPLACEMENT;
	uint32_t point = bytes[0] & (0x7fu >> wanted);
	for (size_t i = 1; i < wanted; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return UTF8_REPLACEMENT;
		point = point << 6 | (bytes[i] & 0x3f);
	}
	if (!is_well_formed(point, wanted))
		return UTF8_REPLACEMENT;
	*length = wanted;
	return point;
}

void utf8_append(struct buffer *out, const char *text, size_t size)
{
	for (size_t i = 0, length; i < size; i += length) {
		uint32_t point = utf8_decode(text + i, size - i, &length);
		if (point == UTF8_REPLACEMENT)
			buffer_add_string(out, "\xef\xbf\xbd");
		else
			buffer_add(out, text + i, length);
	}
}

size_t utf8_utf16_length(const char *text, size_t size)
{
	size_t units = 0;
	for (size_t i = 0, length; i < size; i += length)
		units += utf8_decode(text + i, size - i, &length) > 0xffff ? 2 : 1;
	return units;
}

/* The blocks that matter in comments and strings of C; the exact list changes every year. */
size_t utf8_width(uint32_t point)
{
	static const struct {
		uint32_t first, last;
		size_t width;
	} ranges[] = {
	        {0x0300, 0x036f, 0},   {0x1100, 0x115f, 2},   {0x200b, 0x200f, 0},
	        {0x2e80, 0xa4cf, 2},   {0xac00, 0xd7a3, 2},   {0xf900, 0xfaff, 2},
	        {0xfe00, 0xfe0f, 0},   {0xfe30, 0xfe6f, 2},   {0xff00, 0xff60, 2},
	        {0x1f300, 0x1faff, 2}, {0x20000, 0x3fffd, 2},
	};
	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		if (point >= ranges[i].first && point <= ranges[i].last)
			return ranges[i].width;
	return 1;
}
