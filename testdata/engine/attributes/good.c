/* The attribute says that nobody has to end it, or nobody knows what the attribute says. */
#include "lib.h"

int detached(struct options *options)
{
	option_set(options, OPTION_DETACH, 1);
	return job_open(options) < 0;
}

int perhaps_detached(struct options *options, long value)
{
	option_set(options, OPTION_DETACH, 0);
	option_set(options, OPTION_DETACH, value);
	return job_open(options) < 0;
}

int perhaps_by_this_option(struct options *options, int name)
{
	option_set(options, OPTION_DETACH, 0);
	option_set(options, name, 1);
	return job_open(options) < 0;
}

static void set_sometimes(struct options *options, int how)
{
	if (how)
		option_set(options, OPTION_DETACH, 1);
}

int detached_by_helper(struct options *options, int how)
{
	option_set(options, OPTION_DETACH, 0);
	set_sometimes(options, how);
	return job_open(options) < 0;
}

void attached(struct options *options)
{
	option_set(options, OPTION_DETACH, 0);
	job_attach(job_open(options), 1);
}

void attached_somehow(struct options *options, unsigned flags)
{
	option_set(options, OPTION_DETACH, 0);
	int job = job_open(options);
	job_attach(job, flags);
	if (job >= 0 && flags & KEEP_OPEN)
		job_close(job);
}
