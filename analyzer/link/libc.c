/* Which headers are libc's own: a function declared there and not modelled borrows its arguments. */
#include <string.h>

#include "analyzer/link/program.h"

static const char *const folders[] = {"sys/",     "bits/",      "netinet/",     "arpa/",
                                      "net/",     "asm/",       "asm-generic/", "linux/",
                                      "rpc/",     "protocols/", "gnu/",         "netpacket/",
                                      "netax25/", "netipx/",    "scsi/",        "nfs/"};

static const char *const headers[] = {
        "aio.h",      "aliases.h",   "alloca.h",      "argp.h",         "argz.h",    "assert.h",
        "byteswap.h", "complex.h",   "cpio.h",        "crypt.h",        "ctype.h",   "dirent.h",
        "dlfcn.h",    "elf.h",       "endian.h",      "envz.h",         "err.h",     "errno.h",
        "error.h",    "execinfo.h",  "fcntl.h",       "features.h",     "fenv.h",    "fmtmsg.h",
        "fnmatch.h",  "fstab.h",     "fts.h",         "ftw.h",          "gconv.h",   "getopt.h",
        "glob.h",     "grp.h",       "gshadow.h",     "iconv.h",        "ifaddrs.h", "inttypes.h",
        "langinfo.h", "lastlog.h",   "libgen.h",      "libintl.h",      "limits.h",  "link.h",
        "locale.h",   "malloc.h",    "math.h",        "mcheck.h",       "memory.h",  "mntent.h",
        "monetary.h", "mqueue.h",    "netdb.h",       "nl_types.h",     "nss.h",     "obstack.h",
        "paths.h",    "poll.h",      "printf.h",      "proc_service.h", "pthread.h", "pty.h",
        "pwd.h",      "re_comp.h",   "regex.h",       "regexp.h",       "resolv.h",  "sched.h",
        "search.h",   "semaphore.h", "setjmp.h",      "sgtty.h",        "shadow.h",  "signal.h",
        "spawn.h",    "stab.h",      "stdc-predef.h", "stdint.h",       "stdio.h",   "stdio_ext.h",
        "stdlib.h",   "string.h",    "strings.h",     "stropts.h",      "syscall.h", "sysexits.h",
        "syslog.h",   "tar.h",       "termio.h",      "termios.h",      "tgmath.h",  "threads.h",
        "time.h",     "ttyent.h",    "uchar.h",       "ucontext.h",     "ulimit.h",  "unistd.h",
        "utime.h",    "utmp.h",      "utmpx.h",       "values.h",       "wait.h",    "wchar.h",
        "wctype.h",   "wordexp.h"};

/* What follows "/usr/include/" (and the multiarch folder) in a system path. */
static const char *below_include(const char *path)
{
	static const char root[] = "/include/";
	const char *at = strstr(path, root);
	if (!at)
		return NULL;
	at += sizeof root - 1;
	const char *slash = strchr(at, '/');
	if (slash && strstr(at, "-linux-") && strstr(at, "-linux-") < slash)
		at = slash + 1;
	return at;
}

bool program_is_libc(const struct names *names, const struct ir_function *function)
{
	if (function->is_builtin || function->is_format)
		return true;
	if (!function->in_system_header)
		return false;
	const char *name = below_include(names_text(names, function->header));
	if (!name)
		return false;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (strncmp(name, folders[i], strlen(folders[i])) == 0)
			return true;
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		if (strcmp(name, headers[i]) == 0)
			return true;
	return false;
}
