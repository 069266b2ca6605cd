/* JSON values from our strings. Private to reports/. */
#ifndef LINGER_REPORTS_VALUE_H
#define LINGER_REPORTS_VALUE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* A string, malformed UTF-8 replaced; null for NULL. */
json_t *value_string(const char *text);
json_t *value_number(uint64_t number);

/* Sets a key; null values are left out. Both give `object` nothing but the value. */
void value_set(json_t *object, const char *key, json_t *value);
void value_set_string(json_t *object, const char *key, const char *text);

/* Writes the document and a newline, and releases it; false when the stream failed. */
bool value_write(json_t *document, FILE *out);

#endif
