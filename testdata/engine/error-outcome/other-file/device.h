#ifndef DEVICE_H
#define DEVICE_H

struct device {
	int fd;
	int speed;
};

int device_attach(struct device *device, const char *path);
void device_release(struct device *device);

#endif
