/* What the writer and the reader of bodies share. */
#ifndef LINGER_ANALYZER_IR_FORMAT_H
#define LINGER_ANALYZER_IR_FORMAT_H

enum { IR_BODY_FORMAT = 1 };

#endif
