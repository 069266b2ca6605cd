#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

int resource_library(const char *path)
{
	void (*entry)(void);
	void *library = dlopen(path, RTLD_NOW); // expect: resource-leak/library

	if (!library)
		return -1;
	entry = (void (*)(void))dlsym(library, "entry");
	if (!entry)
		return -1;
	entry();
	dlclose(library);
	return 0;
}

int resource_addresses(const char *host)
{
	struct addrinfo *list;
	int fd;

	if (getaddrinfo(host, "80", NULL, &list) != 0) // expect: resource-leak/address-list
		return -1;
	fd = socket(list->ai_family, list->ai_socktype, 0);
	if (fd < 0)
		return -1;
	freeaddrinfo(list);
	return fd;
}

static void *resource_body(void *argument)
{
	return argument;
}

int resource_attributes(pthread_t *id)
{
	pthread_attr_t attributes;

	if (pthread_attr_init(&attributes) != 0) // expect: resource-leak/thread-attributes
		return -1;
	pthread_attr_setstacksize(&attributes, 65536);
	return pthread_create(id, &attributes, resource_body, NULL);
}

int resource_mapping(int fd)
{
	char *text = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0); // expect: resource-leak/mapping

	if (text == MAP_FAILED)
		return -1;
	return text[0];
}

int resource_semaphore(const char *name)
{
	sem_t *semaphore = sem_open(name, O_CREAT, 0600, 1); // expect: resource-leak/semaphore

	if (semaphore == SEM_FAILED)
		return -1;
	return sem_wait(semaphore);
}
