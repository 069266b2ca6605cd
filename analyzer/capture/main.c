/* linger-capture: translation units in, facts out. The only program that loads libclang. */
#include <errno.h>
#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "analyzer/capture/capture.h"
#include "analyzer/capture/command.h"
#include "analyzer/capture/worker.h"
#include "base/memory.h"

enum { STACK_MIB = 512, EXPECTED_MIB = 64, DEFAULT_MEMORY_MIB = 4096, EXIT_USAGE = 2 };

struct options {
	const char *output;
	bool worker, dump;
	unsigned long memory_mib;
	char **command; /* of a single capture: cc arguments… file */
	int command_count;
	int status;
};

static void print_usage(FILE *out)
{
	fputs("usage: linger-capture [--memory MIB] --worker\n"
	      "       linger-capture [--memory MIB] -o FILE -- CC ARGUMENT... FILE.c\n"
	      "       linger-capture [--memory MIB] --dump -- CC ARGUMENT... FILE.c\n"
	      "\n"
	      "Parses C translation units and writes what linger needs to know of them.\n"
	      "  --worker      take units from standard input, answer on standard output\n"
	      "  -o FILE       write the facts of one unit to FILE\n"
	      "  --dump        print the intermediate code of every function of one unit\n"
	      "  --memory MIB  limit of address space (default 4096; 0: none)\n",
	      out);
}

static bool parse_memory(const char *text, struct options *options)
{
	char *end;

	errno = 0;
	options->memory_mib = strtoul(text, &end, 10);
	if (errno || *end || end == text) {
		fprintf(stderr, "linger-capture: --memory wants a number of MiB, not '%s'\n", text);
		return false;
	}
	return true;
}

static bool parse_options(int argc, char **argv, struct options *options)
{
	static const struct option longs[] = {
	        {"worker", no_argument, NULL, 'w'},       {"dump", no_argument, NULL, 'd'},
	        {"memory", required_argument, NULL, 'm'}, {"output", required_argument, NULL, 'o'},
	        {"help", no_argument, NULL, 'h'},         {0}};
	int option;

	options->memory_mib = DEFAULT_MEMORY_MIB;
	while ((option = getopt_long(argc, argv, "+o:h", longs, NULL)) != -1) {
		if (option == 'w')
			options->worker = true;
		else if (option == 'd')
			options->dump = true;
		else if (option == 'o')
			options->output = optarg;
		else if (option == 'h')
			return print_usage(stdout), exit(0), false;
		else if (option != 'm' || !parse_memory(optarg, options))
			return false;
	}
	options->command = argv + optind;
	options->command_count = argc - optind;
	return options->worker ? options->command_count == 0
	                       : options->command_count > 1 && (options->dump || options->output);
}

#ifdef LINGER_SANITIZED
enum { SANITIZED = true }; /* reserves terabytes of addresses: no limit on them can hold */
#else
enum { SANITIZED = false };
#endif

/* Everything that must be said before libclang runs for the first time. */
static void set_up_process(const struct options *options)
{
	setenv("LIBCLANG_NOTHREADS", "1", 1);
	setenv("LIBCLANG_DISABLE_CRASH_RECOVERY", "1", 1);
	memory_expect(EXPECTED_MIB << 20);
	if (options->memory_mib && !SANITIZED) {
		rlim_t bytes = (rlim_t)options->memory_mib << 20;
		struct rlimit limit = {.rlim_cur = bytes, .rlim_max = bytes};

		setrlimit(RLIMIT_AS, &limit);
	}
	if (options->worker) {
		signal(SIGINT, SIG_IGN); /* the parent decides what Ctrl-C means */
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	}
}

static void *run(void *data)
{
	struct options *options = data;

	if (options->worker)
		options->status = worker_run();
	else
		options->status = command_capture(options->command, options->command_count,
		                                  options->dump ? NULL : options->output);
	return NULL;
}

/* Parsing nests as deep as the source does. */
static bool run_on_large_stack(struct options *options)
{
	pthread_attr_t attributes;
	pthread_t thread;
	int error;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, (size_t)STACK_MIB << 20);
	error = pthread_create(&thread, &attributes, run, options);
	pthread_attr_destroy(&attributes);
	if (error) {
		fprintf(stderr,
		        "linger-capture: no thread with a stack of %d MiB: %s; raise --memory\n",
		        STACK_MIB, strerror(error));
		return false;
	}
	pthread_join(thread, NULL);
	return true;
}

int main(int argc, char **argv)
{
	struct options options = {0};

	if (!parse_options(argc, argv, &options)) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	set_up_process(&options);
	if (!run_on_large_stack(&options))
		return EXIT_USAGE;
	return options.status;
}
