/* A library whose handles have attributes: who opens a job owns it only while it is not detached. */
#ifndef TESTDATA_ENGINE_ATTRIBUTES_LIB_H
#define TESTDATA_ENGINE_ATTRIBUTES_LIB_H

#include <linger/annotate.h>

#define OPTION_DETACH 7
#define KEEP_OPEN 0x04

struct options;

int option_set(struct options *options, int name, long value)
        LG_SETS(options, detached, 1, name == 7 && value != 0)
                LG_SETS(options, detached, 0, name == 7 && value == 0);
int job_open(struct options *options) LG_OPENS(socket, result, result >= 0 && options
                                               : detached == 0);
void job_close(int job) LG_ENDS(socket, job);
/* Takes the job, unless it is told to leave it open. */
void job_attach(int job, unsigned flags) LG_TAKES(job, !(flags & 4));

#endif
