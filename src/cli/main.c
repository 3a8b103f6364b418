/* SPDX-License-Identifier: MIT */
#include <jerome/jerome.h>

int main(void)
{
    return JR_STATUS_INTERNAL;
}
