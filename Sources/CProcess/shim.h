#pragma once
#include <malloc.h>
#include <spawn.h>
#include <sys/prctl.h>

// glibc has it since 2.34; Swift's module of glibc does not show it.
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// Variadic functions cannot be called from Swift.
static inline int process_set_dumpable(int is_dumpable) {
    return prctl(PR_SET_DUMPABLE, (unsigned long)is_dumpable, 0UL, 0UL, 0UL);
}
