/* SPDX-License-Identifier: MIT */
/* Libraries that are loaded on first use: a page that does not need libxml2 must not pay for it: to load it takes
   2 ms, more than a page takes to convert. */
#ifndef JR_BASE_LAZY_H
#define JR_BASE_LAZY_H

#include <jerome/diag.h>

/* One library: where it is, what is wanted of it, and what became of it. */
typedef struct jr_lazy {
    const char *soname;
    const char *const *names; /* `count` symbols */
    size_t count;
    void *pointers; /* `count` pointers, in the order of names */
    bool loaded;
} jr_lazy;

/* Loads the library and all of its symbols, once in the life of the process. False: reported as JR_D_INTERNAL with the
   loader's words; the pointers are not to be used. */
bool jr_lazy_load(jr_lazy *library, jr_diag *diag);

#define JR_LAZY_POINTER(name) __typeof__(name) *name;
#define JR_LAZY_TEXT(name)    #name,
/* By way of a second macro: headers may rename a symbol by a macro, as ICU's do. */
#define JR_LAZY_NAME(name)    JR_LAZY_TEXT(name)

/* Defines, in a source file, the struct `library` with one typed pointer for each symbol that the X-macro `symbols`
   lists, and the function `load_<library>(diag)`, to be called before any of them:

       #define XML_SYMBOLS(X) X(htmlNewParserCtxt) X(htmlFreeParserCtxt)
       JR_LAZY_LIBRARY(xml, JR_LIBXML2, XML_SYMBOLS)
       if (!load_xml(diag))
           return false;
       xml.htmlFreeParserCtxt(parser);

   A symbol that is a variable (xmlFree) is pointed to: (*xml.xmlFree)(p). */
#define JR_LAZY_LIBRARY(library, soname, symbols)                                                                      \
    static struct {                                                                                                    \
        symbols(JR_LAZY_POINTER)                                                                                       \
    } library;                                                                                                         \
    static bool load_##library(jr_diag *diag)                                                                          \
    {                                                                                                                  \
        static const char *const names[] = {symbols(JR_LAZY_NAME)};                                                    \
        static jr_lazy lazy = {soname, names, sizeof names / sizeof *names, &library, false};                          \
        _Static_assert(sizeof library == sizeof names, "a data pointer and a function pointer differ in size");        \
        return jr_lazy_load(&lazy, diag);                                                                              \
    }

#endif
