/* Both ends are opened by one call: what is asked of one is known of the other. */
#include <stdlib.h>
#include <unistd.h>

int start_child(int wants_answers, int *to, int *from)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1}, failed = 0;
	pid_t child;

	if (pipe(in) != 0)
		return -1;
	if (wants_answers && pipe(out) != 0) {
		failed = 1;
		goto done;
	}
	child = fork();
	if (child < 0) {
		failed = 1;
		goto done;
	}
	if (child == 0)
		_exit(3);
	close(in[0]);
	if (out[1] != -1)
		close(out[1]);
	*to = in[1];
	*from = out[0];
done:
	if (failed) {
		if (in[0] != -1) {
			close(in[0]);
			close(in[1]);
		}
		if (out[0] != -1) {
			close(out[0]);
			close(out[1]);
		}
	}
	return failed ? -1 : 0;
}

int forgets_the_other_end(void)
{
	int in[2] = {-1, -1};

	if (pipe(in) != 0) // expect: channel-leak/pipe
		return -1;
	if (in[0] != -1)
		close(in[0]);
	return 0;
}
