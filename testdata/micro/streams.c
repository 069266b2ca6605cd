/* Leaks 14 and 17 to 19 of table.md. */
#include <dirent.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>

/* 14 */
int micro_queue(const char *name)
{
	mqd_t queue = mq_open(name, O_WRONLY); // expect: channel-leak/queue

	if (queue == (mqd_t)-1)
		return -1;
	return mq_send(queue, "x", 1, 0);
}

/* 17 */
int micro_fopen(const char *path)
{
	char line[80];
	FILE *file = fopen(path, "r"); // expect: channel-leak/stream

	if (!file)
		return -1;
	if (!fgets(line, sizeof(line), file))
		return -1;
	fclose(file);
	return line[0];
}

/* 18 */
int micro_popen(const char *command)
{
	FILE *file = popen(command, "r"); // expect: channel-leak/process-stream

	return file ? getc(file) : -1;
}

/* 19 */
int micro_opendir(const char *path)
{
	DIR *directory = opendir(path); // expect: channel-leak/directory

	return directory && readdir(directory) ? 1 : 0;
}
