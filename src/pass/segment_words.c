/* SPDX-License-Identifier: MIT */
/* What may end a sentence as well ("etc.", "usw.") is not listed: where the next word begins with a small letter, UAX
   #29 sees no end anyway. Single letters ("z. B.") and letters with full stops between them ("e.g.") need no entry. */
#include "segment_words.h"

/* clang-format off */
const jr_stops jr_stops_common = {
    NULL,
    "inc ltd corp dr prof mr mrs ms vs cf ca approx incl excl resp max min eg ie",
    "no nr fig vol tab ver rev art cap p pp tel jan feb mar apr jun jul aug sep sept oct nov dec",
    NULL, NULL,
};

static const jr_stops stops[] = {
    {"en", "st jr sr dept est gen gov hon rev capt col lt sgt mt ave blvd messrs esp viz al",
     "nos figs ch sec sect eq eqs app chap par ref refs ed ext", NULL, NULL},
    {"de", "abb abschn abs allg anm aufl ausschl bd betr bez bspw beisp bsp bzgl bzw dipl dt ehem eigtl einschl engl entspr "
     "etw evtl exkl franz geb gem ggf ggfs gegr hr fr frl ing inkl insb insbes ital jew kap kfm lat lt mind mio mrd mtl nr "
     "nrn od rd sek sog sogen span spez std stk str tägl tel tsd ungef urspr usf vgl vorauss wg zz zzgl zzt",
     "s seite jh jhd jan feb mrz apr aug sept okt nov dez ausg kl zi",
     "ab am an beim bis das dem den der des die diese dieser ein eine einem einer im jede jeden jeder jedes nach pro seit "
     "sowie und vom vor zum zur",
     "januar februar märz april mai juni juli august september oktober november dezember quartal halbjahr jahrhundert "
     "generation ebene auflage klasse stelle"},
    {"fr", "m mm mme mmes mlle mlles me pr env ex éd chap réf tél av apr st ste c.-à-d p.-ex boul bd dép sté ets éts hab",
     "n n° nº pp pag janv févr avr juil déc al", NULL, NULL},
    {"es", "ej sr sra sres srta dra Ud Uds Vd Vds EE UU aprox máx mín av avda dpto ext admón cía atte",
     "núm n.º nº pág págs cap tít ene abr ago sept dic", NULL, NULL},
    {"it", "sig sigg sig.ra sig.na dott dott.ssa ing avv arch geom rag es cfr all egr gent spett c.so p.zza",
     "n n° pag pagg sez gen febr magg giu lug ag sett ott dic", NULL, NULL},
    {"pt", "sr sra srs dra ex aprox máx mín av exmo exma eng arq cia ltda depto",
     "núm n.º nº pág págs cap fev abr mai ago set out dez", NULL, NULL},
    {"nl", "bijv bv dhr mevr mej ing ir drs mr evt zgn vgl o.a evenals blz hfst incl excl enz m.b.t d.w.z n.a.v t.o.v",
     "afb bijl art lid mrt mei okt", NULL, NULL},
    {"sv", "t.ex bl.a dvs ca ev inkl exkl jfr resp ung forts fr.o.m t.o.m m.m tekn",
     "kl st kap sid tfn maj okt", NULL, NULL},
    {"da", "f.eks bl.a dvs ca evt ekskl inkl jf maks mht vedr hr fr pga",
     "nr kl pkt stk tlf kap maj okt", NULL, NULL},
    {"nb", "f.eks bl.a dvs ca evt ekskl inkl jf maks mht vedr hr fr pga", "nr kl pkt tlf kap mai okt des", NULL, NULL},
    {"no", "f.eks bl.a dvs ca evt ekskl inkl jf maks mht vedr hr fr pga", "nr kl pkt tlf kap mai okt des", NULL, NULL},
    {"fi", "esim mm ns ks kpl puh tri ao em ym", "nro n s luku", NULL, NULL},
    {"pl", "np tj tzn tzw m.in dr hab inż mgr prof ul al pl św ks zob por wg ws ok ob maks min godz ang niem łac wł "
     "tys mln mld sp",
     "nr str rys tab pkt ust poz rozdz art tel sek", NULL, NULL},
    {"cs", "např tj tzv tzn resp popř příp cca sv mgr ing bc ul nám hod angl něm", "č čís obr tab str kap odst čl", NULL,
     NULL},
    {"sk", "napr tj tzv resp príp cca sv mgr ing bc ul nám hod angl nem", "č čís obr tab str kap ods čl", NULL, NULL},
    {"hu", "pl ún ill kb vö ld dr özv", "sz old bek fej", NULL, NULL},
    {"ro", "ex dl dna dra dvs alin pct", "nr pag cap art", NULL, NULL},
    {"tr", "örn dr prof doç sn bkz av mah cad sok krş", "no şek tab böl sf", NULL, NULL},
    {"ru", "напр см ср др пр тыс млн млрд руб ул им гос акад проф англ нем", "рис табл стр гл разд ст п пп", NULL, NULL},
    {"uk", "напр див пор тис млн млрд грн вул ім акад проф англ нім", "рис табл стор розд ст п пп", NULL, NULL},
};
/* clang-format on */

const jr_stops *jr_stops_of(jr_str lang)
{
    size_t n = 0;
    while (n < lang.n && lang.p[n] != '-')
        n++;
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (jr_str_eq_nocase(jr_str_sub(lang, 0, n), jr_str_from(stops[i].lang)))
            return &stops[i];
    return NULL;
}
