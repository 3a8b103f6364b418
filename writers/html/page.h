/* SPDX-License-Identifier: MIT */
/* What stands around the body of a page. */
#ifndef JR_HTML_PAGE_H
#define JR_HTML_PAGE_H

#include <jerome/writer.h>

#include "shared/xhtml.h"

typedef struct html_opts {
    bool standalone; /* a page; else only what stands in <main> */
    bool toc;
    bool stylesheet; /* ours, in the page */
    bool embed_images;
    jr_opt_list css; /* addresses, linked behind ours */
} html_opts;

/* Everything from the document type to the begin of the text: head, title, contents. Gives the first block that is
   still to be written: a heading that opens the page stands in the header. */
const jr_node *html_page_begin(jr_xhtml *x, const html_opts *opts);
void html_page_end(jr_xhtml *x);
/* The headings but `title`, which may be NULL, as nested lists of links; nothing where there are none. */
void html_contents(jr_xhtml *x, const jr_node *title);

#endif
