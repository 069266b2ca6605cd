/* Bytes that grow: text under construction, and the writer and reader of our binary formats. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void buffer_release(struct buffer *buffer)
{
	free(buffer->data);
	memset(buffer, 0, sizeof *buffer);
}

void buffer_clear(struct buffer *buffer)
{
	buffer->size = 0;
	if (buffer->data)
		buffer->data[0] = '\0';
}

static void buffer_need(struct buffer *buffer, size_t more)
{
	size_t wanted = buffer->size + more + 1;
	if (wanted <= buffer->capacity)
		return;
	size_t capacity = buffer->capacity ? buffer->capacity * 2 : 64;
	while (capacity < wanted)
		capacity *= 2;
	buffer->data = memory_realloc(buffer->data, capacity);
	buffer->capacity = capacity;
}

void buffer_add(struct buffer *buffer, const void *data, size_t size)
{
	buffer_need(buffer, size);
	if (size)
		memcpy(buffer->data + buffer->size, data, size);
	buffer->size += size;
	buffer->data[buffer->size] = '\0';
}

void buffer_add_char(struct buffer *buffer, char c)
{
	buffer_add(buffer, &c, 1);
}

void buffer_add_string(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	int length = vsnprintf(NULL, 0, format, list);
	va_end(list);
	if (length <= 0)
		return;
	buffer_need(buffer, (size_t)length);
	va_start(list, format);
	vsnprintf(buffer->data + buffer->size, (size_t)length + 1, format, list);
	va_end(list);
	buffer->size += (size_t)length;
}

const char *buffer_text(const struct buffer *buffer)
{
	return buffer->data ? buffer->data : "";
}

void buffer_put_uint(struct buffer *buffer, uint64_t value)
{
	uint8_t bytes[10];
	size_t size = 0;
	do {
		bytes[size++] = (uint8_t)((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
		value >>= 7;
	} while (value);
	buffer_add(buffer, bytes, size);
}

void buffer_put_int(struct buffer *buffer, int64_t value)
{
	buffer_put_uint(buffer, ((uint64_t)value << 1) ^ (uint64_t)(value >> 63));
}

void buffer_put_string(struct buffer *buffer, const char *text)
{
	if (!text) {
		buffer_put_uint(buffer, 0);
		return;
	}
	size_t size = strlen(text);
	buffer_put_uint(buffer, size + 1);
	buffer_add(buffer, text, size);
}

void buffer_put_bytes(struct buffer *buffer, const void *data, size_t size)
{
	buffer_put_uint(buffer, size);
	buffer_add(buffer, data, size);
}

void reader_init(struct reader *reader, const void *data, size_t size)
{
	reader->next = data;
	reader->end = reader->next ? reader->next + size : NULL;
	reader->failed = false;
}

static void reader_fail(struct reader *reader)
{
	reader->failed = true;
	reader->next = reader->end;
}

uint64_t reader_uint(struct reader *reader)
{
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		if (reader->next == reader->end)
			break;
		uint8_t byte = *reader->next++;
		value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return value;
	}
	reader_fail(reader);
	return 0;
}

int64_t reader_int(struct reader *reader)
{
	uint64_t value = reader_uint(reader);
	return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

size_t reader_count(struct reader *reader)
{
	uint64_t count = reader_uint(reader);
	if (count > (uint64_t)(reader->end - reader->next)) {
		reader_fail(reader);
		return 0;
	}
	return (size_t)count;
}

const char *reader_string(struct reader *reader, size_t *size)
{
	uint64_t length = reader_uint(reader);
	*size = 0;
	if (length == 0)
		return NULL;
	if (length - 1 > (uint64_t)(reader->end - reader->next)) {
		reader_fail(reader);
		return NULL;
	}
	const char *text = (const char *)reader->next;
	*size = (size_t)(length - 1);
	reader->next += *size;
	return text;
}

const void *reader_bytes(struct reader *reader, size_t *size)
{
	*size = reader_count(reader);
	const void *data = reader->next;
	reader->next += *size;
	return data;
}
