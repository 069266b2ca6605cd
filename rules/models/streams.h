/* stdio streams.
 *
 * fclose() ends the stream also when it reports an error. freopen() closes the file of the old stream
 * in every case; when it succeeds the result is the same stream, open again. When it fails the C
 * standard calls the stream closed, while glibc frees its memory only in a later fclose(): both ways
 * of going on are let through. fdopen() takes the descriptor only when it succeeds. pclose() is how a
 * process stream ends; fclose() ends it too, but leaves a zombie process behind.
 */
#include <mntent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <wchar.h>

#include <linger/annotate.h>

FILE *fopen(const char *path, const char *mode) LG_OPENS(stream, result, result != NULL);
FILE *fopen64(const char *path, const char *mode) LG_OPENS(stream, result, result != NULL);
FILE *fdopen(int fd, const char *mode)
	LG_TAKES(fd, result != NULL) LG_OPENS(stream, result, result != NULL);
FILE *freopen(const char *path, const char *mode, FILE *stream)
	LG_TAKES(stream, result == NULL) LG_RETURNS(stream, result != NULL);
FILE *freopen64(const char *path, const char *mode, FILE *stream)
	LG_TAKES(stream, result == NULL) LG_RETURNS(stream, result != NULL);
FILE *tmpfile(void) LG_OPENS(stream, result, result != NULL);
FILE *tmpfile64(void) LG_OPENS(stream, result, result != NULL);
FILE *fmemopen(void *data, size_t size, const char *mode) LG_OPENS(stream, result, result != NULL);
FILE *open_memstream(char **data, size_t *size) LG_OPENS(stream, result, result != NULL);
FILE *open_wmemstream(wchar_t **data, size_t *size) LG_OPENS(stream, result, result != NULL);
FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions)
	LG_TAKES(cookie, result != NULL) LG_OPENS(stream, result, result != NULL);
int fclose(FILE *stream) LG_ENDS(stream, stream);

FILE *popen(const char *command, const char *mode)
	LG_OPENS(process-stream, result, result != NULL);
int pclose(FILE *stream) LG_ENDS(process-stream, stream);

FILE *setmntent(const char *path, const char *mode) LG_OPENS(stream, result, result != NULL);
int endmntent(FILE *stream) LG_ENDS(stream, stream);
struct mntent *getmntent(FILE *stream) LG_USES(stream, stream);

/* ---- uses ---- */

int fflush(FILE *stream) LG_USES(stream, stream);
int fileno(FILE *stream) LG_USES(stream, stream);
int fseek(FILE *stream, long offset, int whence) LG_USES(stream, stream);
int fseeko(FILE *stream, off_t offset, int whence) LG_USES(stream, stream);
long ftell(FILE *stream) LG_USES(stream, stream);
off_t ftello(FILE *stream) LG_USES(stream, stream);
void rewind(FILE *stream) LG_USES(stream, stream);
int fgetpos(FILE *stream, fpos_t *position) LG_USES(stream, stream);
int fsetpos(FILE *stream, const fpos_t *position) LG_USES(stream, stream);
int feof(FILE *stream) LG_USES(stream, stream);
int ferror(FILE *stream) LG_USES(stream, stream);
void clearerr(FILE *stream) LG_USES(stream, stream);
void setbuf(FILE *stream, char *data) LG_USES(stream, stream);
int setvbuf(FILE *stream, char *data, int mode, size_t size) LG_USES(stream, stream);
void setlinebuf(FILE *stream) LG_USES(stream, stream);
size_t fread(void *data, size_t size, size_t count, FILE *stream) LG_USES(stream, stream);
size_t fwrite(const void *data, size_t size, size_t count, FILE *stream) LG_USES(stream, stream);
int fgetc(FILE *stream) LG_USES(stream, stream);
int getc(FILE *stream) LG_USES(stream, stream);
char *fgets(char *data, int size, FILE *stream) LG_USES(stream, stream);
int ungetc(int c, FILE *stream) LG_USES(stream, stream);
int fputc(int c, FILE *stream) LG_USES(stream, stream);
int putc(int c, FILE *stream) LG_USES(stream, stream);
int fputs(const char *text, FILE *stream) LG_USES(stream, stream);
int fprintf(FILE *stream, const char *format, ...) LG_USES(stream, stream);
int vfprintf(FILE *stream, const char *format, va_list arguments) LG_USES(stream, stream);
int fscanf(FILE *stream, const char *format, ...) LG_USES(stream, stream);
int vfscanf(FILE *stream, const char *format, va_list arguments) LG_USES(stream, stream);
ssize_t getline(char **line, size_t *size, FILE *stream) LG_USES(stream, stream);
ssize_t getdelim(char **line, size_t *size, int delimiter, FILE *stream) LG_USES(stream, stream);
void flockfile(FILE *stream) LG_USES(stream, stream);
int ftrylockfile(FILE *stream) LG_USES(stream, stream);
void funlockfile(FILE *stream) LG_USES(stream, stream);
int getc_unlocked(FILE *stream) LG_USES(stream, stream);
int putc_unlocked(int c, FILE *stream) LG_USES(stream, stream);
wint_t fgetwc(FILE *stream) LG_USES(stream, stream);
wint_t fputwc(wchar_t c, FILE *stream) LG_USES(stream, stream);
wchar_t *fgetws(wchar_t *data, int size, FILE *stream) LG_USES(stream, stream);
int fputws(const wchar_t *text, FILE *stream) LG_USES(stream, stream);
int fwprintf(FILE *stream, const wchar_t *format, ...) LG_USES(stream, stream);
int vfwprintf(FILE *stream, const wchar_t *format, va_list arguments) LG_USES(stream, stream);
int fwscanf(FILE *stream, const wchar_t *format, ...) LG_USES(stream, stream);
wint_t getwc(FILE *stream) LG_USES(stream, stream);
wint_t putwc(wchar_t c, FILE *stream) LG_USES(stream, stream);
wint_t ungetwc(wint_t c, FILE *stream) LG_USES(stream, stream);
int fwide(FILE *stream, int mode) LG_USES(stream, stream);
int fseeko64(FILE *stream, off64_t offset, int whence) LG_USES(stream, stream);
off64_t ftello64(FILE *stream) LG_USES(stream, stream);
int fgetpos64(FILE *stream, fpos64_t *position) LG_USES(stream, stream);
int fsetpos64(FILE *stream, const fpos64_t *position) LG_USES(stream, stream);
void setbuffer(FILE *stream, char *data, size_t size) LG_USES(stream, stream);
int getw(FILE *stream) LG_USES(stream, stream);
int putw(int word, FILE *stream) LG_USES(stream, stream);
void __fpurge(FILE *stream) LG_USES(stream, stream);
int fgetc_unlocked(FILE *stream) LG_USES(stream, stream);
int fputc_unlocked(int c, FILE *stream) LG_USES(stream, stream);
char *fgets_unlocked(char *data, int size, FILE *stream) LG_USES(stream, stream);
int fputs_unlocked(const char *text, FILE *stream) LG_USES(stream, stream);
size_t fread_unlocked(void *data, size_t size, size_t count, FILE *stream)
	LG_USES(stream, stream);
size_t fwrite_unlocked(const void *data, size_t size, size_t count, FILE *stream)
	LG_USES(stream, stream);
int fflush_unlocked(FILE *stream) LG_USES(stream, stream);
int feof_unlocked(FILE *stream) LG_USES(stream, stream);
int ferror_unlocked(FILE *stream) LG_USES(stream, stream);
int fileno_unlocked(FILE *stream) LG_USES(stream, stream);
void clearerr_unlocked(FILE *stream) LG_USES(stream, stream);
