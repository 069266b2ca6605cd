#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

struct plugin {
	void *library;
	char *text;
};

int plugin_load(struct plugin *plugin, const char *path)
{
	plugin->library = dlopen(path, RTLD_NOW);
	if (!plugin->library)
		return -1;
	if (!dlsym(plugin->library, "entry")) {
		dlclose(plugin->library);
		plugin->library = NULL;
		return -1;
	}
	return 0;
}

int plugin_resolve(const char *host)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
	int fd = -1;

	if (getaddrinfo(host, "80", &hints, &list) != 0)
		return -1;
	for (struct addrinfo *ai = list; ai && fd < 0; ai = ai->ai_next)
		fd = socket(ai->ai_family, ai->ai_socktype, ai->ai_protocol);
	freeaddrinfo(list);
	return fd;
}

static void *plugin_body(void *argument)
{
	return argument;
}

int plugin_thread(pthread_t *id)
{
	pthread_attr_t attributes;
	int error;

	if (pthread_attr_init(&attributes) != 0)
		return -1;
	pthread_attr_setstacksize(&attributes, 65536);
	error = pthread_create(id, &attributes, plugin_body, NULL);
	pthread_attr_destroy(&attributes);
	return error;
}

int plugin_map(int fd)
{
	char *text = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
	int first;

	if (text == MAP_FAILED)
		return -1;
	first = text[0];
	munmap(text, 4096);
	return first;
}

int plugin_count(const char *name)
{
	int value = -1;
	sem_t *semaphore = sem_open(name, 0);

	if (semaphore == SEM_FAILED)
		return -1;
	sem_getvalue(semaphore, &value);
	sem_close(semaphore);
	return value;
}
