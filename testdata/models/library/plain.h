/* The library's own header. */
struct library;
int library_open(const char *host, struct library **out);
void library_close(struct library *library);
int library_accept(struct library *library);
int library_attach(struct library *library, int fd);
int library_describe(const struct library *library, int fd);
void library_fail(int status, const char *message);
void library_die(const char *message);
