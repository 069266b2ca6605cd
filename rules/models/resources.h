/* What is opened and ended but is no thread, timer or channel: the rule resource-leak, off unless
 * asked for.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <iconv.h>
#include <ifaddrs.h>
#include <locale.h>
#include <netdb.h>
#include <semaphore.h>
#include <net/if.h>
#include <sys/mman.h>
#include <sys/shm.h>

#include <linger/annotate.h>

/* ---- mappings: MAP_FAILED and shmat()'s error are (void *)-1 ---- */

void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset)
	LG_USES(descriptor, fd) LG_OPENS(mapping, result, result != -1);
void *mmap64(void *address, size_t size, int protection, int flags, int fd, off64_t offset)
	LG_USES(descriptor, fd) LG_OPENS(mapping, result, result != -1);
void *mremap(void *old, size_t old_size, size_t size, int flags, ...)
	LG_ENDS(mapping, old, result != -1) LG_OPENS(mapping, result, result != -1);
int munmap(void *address, size_t size) LG_ENDS(mapping, address);
int msync(void *address, size_t size, int flags) LG_USES(mapping, address);
void *shmat(int id, const void *address, int flags) LG_OPENS(mapping, result, result != -1);
int shmdt(const void *address) LG_ENDS(mapping, address);

/* ---- libraries ---- */

void *dlopen(const char *path, int mode) LG_OPENS(library, result, result != NULL);
void *dlmopen(Lmid_t space, const char *path, int mode) LG_OPENS(library, result, result != NULL);
void *dlsym(void *library, const char *name) LG_USES(library, library);
void *dlvsym(void *library, const char *name, const char *version) LG_USES(library, library);
int dlinfo(void *library, int request, void *info) LG_USES(library, library);
int dlclose(void *library) LG_ENDS(library, library);

/* ---- addresses and interfaces ---- */

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
		struct addrinfo **list) LG_OPENS(address-list, *list, result == 0);
void freeaddrinfo(struct addrinfo *list) LG_ENDS(address-list, list);
int getifaddrs(struct ifaddrs **list) LG_OPENS(interface-list, *list, result >= 0);
void freeifaddrs(struct ifaddrs *list) LG_ENDS(interface-list, list);
struct if_nameindex *if_nameindex(void) LG_OPENS(interface-list, result, result != NULL);
void if_freenameindex(struct if_nameindex *list) LG_ENDS(interface-list, list);

/* ---- named semaphores: SEM_FAILED is NULL ---- */

sem_t *sem_open(const char *name, int flags, ...) LG_OPENS(semaphore, result, result != NULL);
int sem_close(sem_t *semaphore) LG_ENDS(semaphore, semaphore);
int sem_post(sem_t *semaphore) LG_USES(semaphore, semaphore);
int sem_wait(sem_t *semaphore) LG_USES(semaphore, semaphore);
int sem_trywait(sem_t *semaphore) LG_USES(semaphore, semaphore);
int sem_timedwait(sem_t *semaphore, const struct timespec *until) LG_USES(semaphore, semaphore);
int sem_getvalue(sem_t *semaphore, int *value) LG_USES(semaphore, semaphore);

/* ---- text ---- */

iconv_t iconv_open(const char *to, const char *from) LG_OPENS(converter, result, result != -1);
size_t iconv(iconv_t converter, char **in, size_t *in_size, char **out, size_t *out_size)
	LG_USES(converter, converter);
int iconv_close(iconv_t converter) LG_ENDS(converter, converter);
locale_t newlocale(int mask, const char *name, locale_t base)
	LG_ENDS(locale, base, result != NULL) LG_OPENS(locale, result, result != NULL);
locale_t duplocale(locale_t locale) LG_USES(locale, locale) LG_OPENS(locale, result, result != NULL);
locale_t uselocale(locale_t locale) LG_USES(locale, locale);
void freelocale(locale_t locale) LG_ENDS(locale, locale);
