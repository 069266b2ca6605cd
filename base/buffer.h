/* Bytes that grow: text under construction, and the writer and reader of our binary formats. */
#ifndef LINGER_BASE_BUFFER_H
#define LINGER_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* `data` always ends in a NUL that `size` does not count (NULL when nothing was added yet). */
struct buffer {
	char *data;
	size_t size, capacity;
};

void buffer_release(struct buffer *buffer);
void buffer_clear(struct buffer *buffer);
void buffer_add(struct buffer *buffer, const void *data, size_t size);
void buffer_add_char(struct buffer *buffer, char c);
void buffer_add_string(struct buffer *buffer, const char *text);
void buffer_printf(struct buffer *buffer, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
/* The text, never NULL; owned by the buffer. */
const char *buffer_text(const struct buffer *buffer);

/* Binary writing: unsigned LEB128, zigzag for signed, length-prefixed strings (NULL is kept). */
void buffer_put_uint(struct buffer *buffer, uint64_t value);
void buffer_put_int(struct buffer *buffer, int64_t value);
void buffer_put_string(struct buffer *buffer, const char *text);
void buffer_put_bytes(struct buffer *buffer, const void *data, size_t size);

/* Binary reading. A read past the end or a malformed value sets `failed`, and every later read
 * gives 0, "" or NULL: callers check once at the end. */
struct reader {
	const uint8_t *next, *end;
	bool failed;
};

void reader_init(struct reader *reader, const void *data, size_t size);
uint64_t reader_uint(struct reader *reader);
int64_t reader_int(struct reader *reader);
/* A count of things that each take at least one byte: fails when more than the bytes left. */
size_t reader_count(struct reader *reader);
/* Points into the data, not terminated: `*size` bytes; NULL for a NULL string. */
const char *reader_string(struct reader *reader, size_t *size);
const void *reader_bytes(struct reader *reader, size_t *size);

#endif
