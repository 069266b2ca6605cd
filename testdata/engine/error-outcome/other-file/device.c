#include "device.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

/* Fails with the descriptor in device->fd: the callers release it. */
int device_attach(struct device *device, const char *path)
{
	struct termios settings;

	device->fd = open(path, O_RDWR | O_NOCTTY);
	if (device->fd < 0)
		return -1;
	if (tcgetattr(device->fd, &settings) < 0)
		return -1;
	cfsetispeed(&settings, B9600);
	if (tcsetattr(device->fd, TCSANOW, &settings) < 0)
		return -1;
	device->speed = 9600;
	return 0;
}

void device_release(struct device *device)
{
	if (device->fd >= 0)
		close(device->fd);
	device->fd = -1;
}
