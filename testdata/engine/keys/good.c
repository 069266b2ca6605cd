/* What is set is cancelled before its argument goes. */
#include "later.h"

#include <stdlib.h>
#include <string.h>

struct good_device {
	int state;
	char *name;
};

static void good_change(void *argument)
{
	struct good_device *device = argument;

	device->state++;
}

static void good_reset(void *argument)
{
	struct good_device *device = argument;

	device->state = 0;
}

/* Its own callback frees it: it was called, and is set no more. */
static void good_last(void *argument)
{
	struct good_device *device = argument;

	free(device->name);
	free(device);
}

static void good_device_free(struct good_device *device)
{
	later_cancel(good_change, device);
	later_cancel(good_reset, device);
	free(device->name);
	free(device);
}

struct good_device *good_device_new(const char *name)
{
	struct good_device *device = calloc(1, sizeof *device);

	if (!device)
		return NULL;
	if (later_set(100, good_change, device) != 0 || later_set(200, good_reset, device) != 0) {
		good_device_free(device);
		return NULL;
	}
	device->name = strdup(name);
	if (!device->name) {
		good_device_free(device);
		return NULL;
	}
	return device;
}

/* Set again, cancelled twice. */
void good_device_again(struct good_device *device)
{
	if (later_set(1, good_change, device) == 0 && later_set(2, good_change, device) == 0)
		later_cancel(good_change, device);
	later_cancel(good_change, device);
}

int good_device_leave(struct good_device *device)
{
	return later_set(1, good_last, device);
}

/* Without an argument there is nothing to go. */
int good_tick(void)
{
	return later_set(1, good_change, NULL);
}

int good_probe(void)
{
	struct good_device device = {0};

	if (later_set(1, good_change, &device) != 0)
		return -1;
	later_cancel(good_change, &device);
	return device.state;
}
