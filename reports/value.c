/* JSON values from our strings. */
#include "reports/value.h"

#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "reports/utf8.h"

/* jansson gives NULL for bad UTF-8 and when memory ends; the first cannot happen any more here. */
static json_t *checked(json_t *value)
{
	if (!value)
		BUG("no JSON value");
	return value;
}

json_t *value_string(const char *text)
{
	if (!text)
		return json_null();
	struct buffer clean = {0};
	utf8_append(&clean, text, strlen(text));
	json_t *value = checked(json_string(buffer_text(&clean)));
	buffer_release(&clean);
	return value;
}

json_t *value_number(uint64_t number)
{
	return checked(json_integer((json_int_t)number));
}

void value_set(json_t *object, const char *key, json_t *value)
{
	if (json_is_null(value))
		json_decref(value);
	else if (json_object_set_new(object, key, value) != 0)
		BUG("cannot set JSON key %s", key);
}

void value_set_string(json_t *object, const char *key, const char *text)
{
	value_set(object, key, value_string(text));
}

bool value_write(json_t *document, FILE *out)
{
	bool written = json_dumpf(document, out, JSON_INDENT(2)) == 0 && fputc('\n', out) != EOF;
	json_decref(document);
	return written && fflush(out) == 0 && !ferror(out);
}
