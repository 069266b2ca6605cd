#include <stdlib.h>
#include <unistd.h>

#include "device.h"

int users_careful(const char *path)
{
	struct device device = {.fd = -1};
	int status = device_attach(&device, path);

	if (status == 0)
		status = (int)write(device.fd, "AT\r", 3);
	device_release(&device);
	return status;
}

int users_careless(const char *path)
{
	struct device device = {.fd = -1};

	if (device_attach(&device, path) < 0) // expect: channel-leak/descriptor
		return -1;
	write(device.fd, "AT\r", 3) < 0 ? (void)0 : (void)1;
	device_release(&device);
	return 0;
}

struct device *users_new(const char *path)
{
	struct device *device = calloc(1, sizeof(*device));

	if (!device)
		return NULL;
	if (device_attach(device, path) < 0) {
		free(device); // expect: channel-leak/descriptor
		return NULL;
	}
	return device;
}
