/* The floor that linger's own cost is measured against: parse each unit with libclang in process
 * and dispose of it, and nothing else.
 *
 *     bare_parse [-j JOBS] UNITS       UNITS as bench/commands.py writes it
 *
 * Prints one line: units, failed ones, CPU seconds, wall seconds, peak KiB of the largest process.
 */
#include <clang-c/Index.h>

#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_JOBS = 64, STACK_SIZE = 512 << 20 };

struct units {
	char *text; /* fields, each ended by a NUL; a unit ends with an empty one */
	size_t size;
	char ***fields; /* of unit i: directory, file, arguments..., NULL */
	size_t count;
};

struct shared {
	size_t next;
	size_t failed;
};

struct worker {
	const struct units *units;
	struct shared *shared;
};

static int read_file(const char *path, char **text, size_t *size)
{
	struct stat st;
	size_t done = 0;
	ssize_t got = 1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) < 0 || !(*text = malloc((size_t)st.st_size + 1))) {
		close(fd);
		return -1;
	}
	while (done < (size_t)st.st_size && got > 0) {
		got = read(fd, *text + done, (size_t)st.st_size - done);
		done += got > 0 ? (size_t)got : 0;
	}
	close(fd);
	(*text)[done] = '\0';
	*size = done;
	return done == (size_t)st.st_size ? 0 : -1;
}

/* Cuts the text into units; every field and every unit gets a slot of one array. */
static int split(struct units *units)
{
	char *at = units->text, *end = units->text + units->size;
	char **slots = calloc(units->size + 1, sizeof(*slots));

	units->fields = calloc(units->size + 1, sizeof(*units->fields));
	if (!slots || !units->fields) {
		free(slots);
		return -1;
	}
	while (at < end) {
		units->fields[units->count++] = slots;
		for (; at < end && *at; at += strlen(at) + 1)
			*slots++ = at;
		slots++;
		at++;
	}
	return 0;
}

/* The recipe: no crash recovery, no thread a parse, a heap that is kept, each unit disposed at once. */
static int parse_unit(CXIndex index, char *const *fields)
{
	enum { EXTRA = 6 };
	const unsigned flags =
	        CXTranslationUnit_KeepGoing | CXTranslationUnit_IgnoreNonErrorsFromIncludedFiles;
	CXTranslationUnit unit = NULL;
	const char **arguments;
	char directory[4096];
	enum CXErrorCode code;
	int given = 0, count = 0;

	while (fields[given])
		given++;
	arguments = calloc((size_t)given + EXTRA, sizeof(*arguments));
	if (!arguments)
		return -1;
	for (int i = 2; i < given; i++)
		arguments[count++] = fields[i];
	snprintf(directory, sizeof(directory), "-working-directory=%s", fields[0]);
	arguments[count++] = directory;
	arguments[count++] = "-resource-dir";
	arguments[count++] = LINGER_RESOURCE_DIR;
	arguments[count++] = "-Wno-everything";
	arguments[count++] = "-ferror-limit=0";
	arguments[count++] = "-fbracket-depth=4096";
	code = clang_parseTranslationUnit2(index, fields[1], arguments, count, NULL, 0, flags,
	                                   &unit);
	if (unit)
		clang_disposeTranslationUnit(unit);
	free(arguments);
	return code == CXError_Success ? 0 : -1;
}

static void *work(void *argument)
{
	struct worker *worker = argument;
	CXIndex index = clang_createIndex(1, 0);
	size_t i;

	while ((i = __atomic_fetch_add(&worker->shared->next, 1, __ATOMIC_RELAXED)) <
	       worker->units->count)
		if (parse_unit(index, worker->units->fields[i]) < 0)
			__atomic_fetch_add(&worker->shared->failed, 1, __ATOMIC_RELAXED);
	clang_disposeIndex(index);
	return NULL;
}

/* One process: works on a thread of its own, for the stack. */
static int run_worker(struct worker *worker)
{
	pthread_attr_t attributes;
	pthread_t thread;
	int failed;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_SIZE);
	failed = pthread_create(&thread, &attributes, work, worker);
	pthread_attr_destroy(&attributes);
	return failed || pthread_join(thread, NULL) ? 1 : 0;
}

static double seconds(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

static int run(struct worker *worker, int jobs)
{
	pid_t pids[MAX_JOBS];
	int started = 0, status, failed = 0;

	for (; started < jobs; started++) {
		pids[started] = fork();
		if (pids[started] == 0)
			_exit(run_worker(worker));
		if (pids[started] < 0)
			break;
	}
	for (int i = 0; i < started; i++)
		failed |= waitpid(pids[i], &status, 0) != pids[i] || status != 0;
	return started == jobs ? failed : 1;
}

int main(int argc, char **argv)
{
	struct units units = {0};
	struct worker worker = {.units = &units};
	struct timespec start, end;
	struct rusage usage;
	int jobs = 1, failed;

	if (argc == 4 && !strcmp(argv[1], "-j"))
		jobs = atoi(argv[2]);
	else if (argc != 2)
		jobs = 0;
	if (jobs < 1 || jobs > MAX_JOBS) {
		fprintf(stderr, "usage: bare_parse [-j JOBS] UNITS\n");
		return 2;
	}
	clock_gettime(CLOCK_MONOTONIC, &start);
	if (read_file(argv[argc - 1], &units.text, &units.size) < 0 || split(&units) < 0) {
		perror(argv[argc - 1]);
		return 2;
	}
	setenv("LIBCLANG_NOTHREADS", "1", 1);
	setenv("LIBCLANG_DISABLE_CRASH_RECOVERY", "1", 1);
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	mallopt(M_TOP_PAD, 64 << 20);
	worker.shared = mmap(NULL, sizeof(*worker.shared), PROT_READ | PROT_WRITE,
	                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (worker.shared == MAP_FAILED) {
		perror("mmap");
		return 2;
	}
	failed = run(&worker, jobs);
	clock_gettime(CLOCK_MONOTONIC, &end);
	getrusage(RUSAGE_CHILDREN, &usage);
	printf("%zu %zu %.3f %.3f %ld\n", units.count, worker.shared->failed,
	       seconds(&usage.ru_utime) + seconds(&usage.ru_stime),
	       (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9,
	       usage.ru_maxrss);
	munmap(worker.shared, sizeof(*worker.shared));
	free(units.fields);
	free(units.text);
	return failed;
}
