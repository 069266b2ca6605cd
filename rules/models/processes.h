/* Processes: what ends this one, copies it, replaces it or starts another. */
#include <assert.h>
#include <err.h>
#include <error.h>
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <linger/annotate.h>

/* ---- what does not return ---- */

void exit(int status) LG_NORETURN;
void _exit(int status) LG_NORETURN;
void _Exit(int status) LG_NORETURN;
void quick_exit(int status) LG_NORETURN;
void abort(void) LG_NORETURN;
void longjmp(jmp_buf environment, int value) LG_NORETURN;
void _longjmp(jmp_buf environment, int value) LG_NORETURN;
void siglongjmp(sigjmp_buf environment, int value) LG_NORETURN;
void err(int status, const char *format, ...) LG_NORETURN;
void errx(int status, const char *format, ...) LG_NORETURN;
void verr(int status, const char *format, va_list arguments) LG_NORETURN;
void verrx(int status, const char *format, va_list arguments) LG_NORETURN;
void error(int status, int number, const char *format, ...) LG_NORETURN_IF(status != 0);
void error_at_line(int status, int number, const char *file, unsigned int line, const char *format,
		   ...) LG_NORETURN_IF(status != 0);
void __assert_fail(const char *text, const char *file, unsigned int line, const char *function)
	LG_NORETURN;
void __assert_perror_fail(int number, const char *file, unsigned int line, const char *function)
	LG_NORETURN;
void __assert(const char *text, const char *file, int line) LG_NORETURN;

/* ---- what is called when the process ends ---- */

int atexit(void (*handler)(void)) LG_REGISTERS(handler);
int at_quick_exit(void (*handler)(void)) LG_REGISTERS(handler);
int on_exit(void (*handler)(int, void *), void *arg) LG_REGISTERS(handler, arg);

/* ---- fork and exec ---- */

pid_t fork(void) LG_FORKS;
pid_t vfork(void) LG_FORKS;
pid_t _Fork(void) LG_FORKS;
int execve(const char *path, char *const arguments[], char *const environment[]) LG_EXECS;
int execv(const char *path, char *const arguments[]) LG_EXECS;
int execvp(const char *file, char *const arguments[]) LG_EXECS;
int execvpe(const char *file, char *const arguments[], char *const environment[]) LG_EXECS;
int execl(const char *path, const char *argument, ...) LG_EXECS;
int execle(const char *path, const char *argument, ...) LG_EXECS;
int execlp(const char *file, const char *argument, ...) LG_EXECS;
int fexecve(int fd, char *const arguments[], char *const environment[])
	LG_EXECS LG_USES(descriptor, fd);
int execveat(int directory, const char *path, char *const arguments[], char *const environment[],
	     int flags) LG_EXECS LG_USES(descriptor, directory);

/* ---- another process ---- */

int system(const char *command) LG_BORROWS;
int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
		const posix_spawnattr_t *attributes, char *const arguments[],
		char *const environment[]) LG_BORROWS;
int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
		 const posix_spawnattr_t *attributes, char *const arguments[],
		 char *const environment[]) LG_BORROWS;
int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions)
	LG_OPENS(spawn-actions, *actions, result == 0);
int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *actions)
	LG_ENDS(spawn-actions, *actions);
int posix_spawnattr_init(posix_spawnattr_t *attributes)
	LG_OPENS(spawn-attributes, *attributes, result == 0);
int posix_spawnattr_destroy(posix_spawnattr_t *attributes) LG_ENDS(spawn-attributes, *attributes);
