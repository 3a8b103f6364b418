/* SPDX-License-Identifier: MIT */
/* What a word costs, by how much of it is known already. */
#ifndef JR_APP_RATES_H
#define JR_APP_RATES_H

#include <jerome/count.h>

typedef struct jr_rates {
    uint32_t tenths[JR_BAND_COUNT]; /* of a per cent of the price of a new word */
    uint64_t price;                 /* of a new word, in ten-thousandths; 0: not given */
    jr_str currency;                /* or empty */
} jr_rates;

/* The rates of JR_BANDS. */
jr_rates jr_rates_default(void);
/* Reads a file of lines “NAME RATE”, over the defaults: the name of a band, and per cent. False: reported with its line. */
bool jr_rates_read(jr_str path, jr_arena *arena, jr_diag *diag, jr_rates *ret_rates);
/* Weighted words, in thousandths. */
uint64_t jr_rates_weigh(const jr_rates *rates, const jr_tally *tally);

#endif
