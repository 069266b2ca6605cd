/* An attribute that was never set, set to the other value, or by another option. */
#include "lib.h"

int never_set(struct options *options)
{
	option_set(options, OPTION_DETACH, 0);
	return job_open(options) < 0; // expect: channel-leak/socket
}

int another_option(struct options *options)
{
	option_set(options, OPTION_DETACH, 0);
	option_set(options, 8, 1);
	return job_open(options) < 0; // expect: channel-leak/socket
}

static void set_back(struct options *options)
{
	option_set(options, OPTION_DETACH, 0);
}

int set_by_helper(struct options *options)
{
	option_set(options, OPTION_DETACH, 1);
	set_back(options);
	return job_open(options) < 0; // expect: channel-leak/socket
}

void attached_but_kept_open(struct options *options)
{
	option_set(options, OPTION_DETACH, 0);
	int job = job_open(options); // expect: channel-leak/socket
	job_attach(job, KEEP_OPEN | 1);
}
