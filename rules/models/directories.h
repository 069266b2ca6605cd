/* Directory streams and file trees.
 *
 * fdopendir() takes the descriptor only when it succeeds; closedir() then closes it. What dirfd()
 * gives still belongs to the stream.
 */
#include <dirent.h>
#include <fts.h>
#include <ftw.h>

#include <linger/annotate.h>

DIR *opendir(const char *path) LG_OPENS(directory, result, result != NULL);
DIR *fdopendir(int fd) LG_TAKES(fd, result != NULL) LG_OPENS(directory, result, result != NULL);
int closedir(DIR *directory) LG_ENDS(directory, directory);
struct dirent *readdir(DIR *directory) LG_USES(directory, directory);
struct dirent64 *readdir64(DIR *directory) LG_USES(directory, directory);
int readdir_r(DIR *directory, struct dirent *entry, struct dirent **found)
	LG_USES(directory, directory);
void rewinddir(DIR *directory) LG_USES(directory, directory);
void seekdir(DIR *directory, long position) LG_USES(directory, directory);
long telldir(DIR *directory) LG_USES(directory, directory);
int dirfd(DIR *directory) LG_USES(directory, directory);
int scandir(const char *path, struct dirent ***entries, int (*filter)(const struct dirent *),
	    int (*compare)(const struct dirent **, const struct dirent **))
	LG_CALLS(filter) LG_CALLS(compare);

FTS *fts_open(char *const *paths, int options, int (*compare)(const FTSENT **, const FTSENT **))
	LG_REGISTERS(compare) LG_OPENS(directory, result, result != NULL);
FTSENT *fts_read(FTS *tree) LG_USES(directory, tree);
FTSENT *fts_children(FTS *tree, int options) LG_USES(directory, tree);
int fts_set(FTS *tree, FTSENT *entry, int options) LG_USES(directory, tree);
int fts_close(FTS *tree) LG_ENDS(directory, tree);

int ftw(const char *path, __ftw_func_t visit, int descriptors) LG_CALLS(visit);
int nftw(const char *path, __nftw_func_t visit, int descriptors, int flags) LG_CALLS(visit);
