/* POSIX message queues. */
#include <fcntl.h>
#include <mqueue.h>

#include <linger/annotate.h>

mqd_t mq_open(const char *name, int flags, ...) LG_OPENS(queue, result, result != -1);
int mq_close(mqd_t queue) LG_ENDS(queue, queue);
int mq_getattr(mqd_t queue, struct mq_attr *attributes) LG_USES(queue, queue);
int mq_setattr(mqd_t queue, const struct mq_attr *attributes, struct mq_attr *old)
	LG_USES(queue, queue);
int mq_send(mqd_t queue, const char *data, size_t size, unsigned int priority)
	LG_USES(queue, queue);
int mq_timedsend(mqd_t queue, const char *data, size_t size, unsigned int priority,
		 const struct timespec *until) LG_USES(queue, queue);
ssize_t mq_receive(mqd_t queue, char *data, size_t size, unsigned int *priority)
	LG_USES(queue, queue);
ssize_t mq_timedreceive(mqd_t queue, char *data, size_t size, unsigned int *priority,
			const struct timespec *until) LG_USES(queue, queue);
int mq_notify(mqd_t queue, const struct sigevent *event) LG_USES(queue, queue);
