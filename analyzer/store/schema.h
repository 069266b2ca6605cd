/* The tables of the store, documented in docs/store.md. */
#ifndef LINGER_ANALYZER_STORE_SCHEMA_H
#define LINGER_ANALYZER_STORE_SCHEMA_H

#include "analyzer/store/database.h"

extern const struct database_schema store_schema;

#endif
