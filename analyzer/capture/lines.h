/* Lines and columns of offsets. libclang finds a column by walking back to the start of the line,
 * which is quadratic on a file of one long line; here a table of line starts is made once a file.
 */
#ifndef LINGER_ANALYZER_CAPTURE_LINES_H
#define LINGER_ANALYZER_CAPTURE_LINES_H

#include "analyzer/capture/unit.h"

/* The line and the column (both from 1, in bytes) of an offset into a file of the unit. */
void lines_locate(struct unit *unit, uint32_t file, unsigned offset, uint32_t *line,
                  uint32_t *column);

#endif
