/* 11: handed to a background job by value, in a void * or a union member; another thread closes. */
#ifndef JOBS_H
#define JOBS_H

#include <stdint.h>

enum job_kind { JOB_CLOSE_FD, JOB_FREE };

struct job {
	enum job_kind kind;
	union {
		int fd;
		void *memory;
	} u;
	struct job *next;
};

void jobs_push(void *argument);
void jobs_submit(struct job *job);
void *jobs_loop(void *unused);

#endif
