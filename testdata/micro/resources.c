/* Leaks 15, 20, 21, 24 and 30 of table.md: the rule resource-leak is off by default. */
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>

/* 15 */
int micro_semaphore(const char *name)
{
	sem_t *semaphore = sem_open(name, O_CREAT, 0600, 0); // expect: resource-leak/semaphore

	if (semaphore == SEM_FAILED)
		return -1;
	return sem_post(semaphore);
}

/* 20 */
int micro_dlopen(const char *path)
{
	void *library = dlopen(path, RTLD_LAZY); // expect: resource-leak/library

	return library && dlsym(library, "init") ? 0 : -1;
}

/* 21 */
int micro_getaddrinfo(const char *host)
{
	struct addrinfo *list;

	if (getaddrinfo(host, NULL, NULL, &list) != 0) // expect: resource-leak/address-list
		return -1;
	return list->ai_family;
}

/* 24 */
int micro_attributes(size_t *size)
{
	pthread_attr_t attributes;

	if (pthread_attr_init(&attributes) != 0) // expect: resource-leak/thread-attributes
		return -1;
	return pthread_attr_getstacksize(&attributes, size);
}

/* 30 */
int micro_mmap(void)
{
	int protection = PROT_READ | PROT_WRITE, flags = MAP_PRIVATE | MAP_ANONYMOUS;
	char *page = mmap(NULL, 4096, protection, flags, -1, 0); // expect: resource-leak/mapping

	if (page == MAP_FAILED)
		return -1;
	page[0] = 1;
	return page[1];
}
