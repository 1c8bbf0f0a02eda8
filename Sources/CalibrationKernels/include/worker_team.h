// Threads for parallel loops that follow each other closely.
//
// Between two loops the helpers wait awake for a little while, so that none comes late to the next. All
// functions are thread-safe, but a team is destroyed only once nobody uses it.

#ifndef CALIBRATION_KERNELS_WORKER_TEAM_H
#define CALIBRATION_KERNELS_WORKER_TEAM_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ck_team ck_team;

// What a loop does for one of its blocks.
typedef void (*ck_block_body)(void *context, ptrdiff_t block);

// NULL if there is no memory.
ck_team *ck_team_create(void);

// Takes part in the team's loops until the team ends: what a helper does.
void ck_team_help(ck_team *team);

// Calls body for each block, together with those helpers that are there, and returns when all blocks
// are done. False, with nothing done, if the team is in another loop or there are 2^20 blocks or more.
bool ck_team_run(ck_team *team, ptrdiff_t blocks, ck_block_body body, void *context);

// Sends the helpers home.
void ck_team_end(ck_team *team);

void ck_team_destroy(ck_team *team);

#ifdef __cplusplus
}
#endif

#endif
