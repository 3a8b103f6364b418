/* SPDX-License-Identifier: MIT */
/* Labels: one row for each language. The alerts are called as Microsoft Learn calls them in that language. */
#include <jerome/label.h>

/* Tag, then the words in the order of jr_label_id. */
#define ROW(tag, note, tip, important, warning, caution, contents, footnotes, back, video, image, page, open, done,    \
            include)                                                                                                   \
    {JR_STR_INIT(tag),                                                                                                 \
     {JR_STR_INIT(note), JR_STR_INIT(tip), JR_STR_INIT(important), JR_STR_INIT(warning), JR_STR_INIT(caution),         \
      JR_STR_INIT(contents), JR_STR_INIT(footnotes), JR_STR_INIT(back), JR_STR_INIT(video), JR_STR_INIT(image),        \
      JR_STR_INIT(page), JR_STR_INIT(open), JR_STR_INIT(done), JR_STR_INIT(include)}},

/* English first: it stands in for languages without a row. */
static const struct row {
    jr_str tag;
    jr_str words[JR_LABEL_COUNT];
} rows[] = {
    /* clang-format off */
    ROW("en", "Note", "Tip", "Important", "Warning", "Caution", "Contents", "Footnotes", "Back to reference",
        "Video", "Image", "Page", "To do", "Done", "Included text is missing")
    ROW("ar", "ملاحظة", "تلميح", "هام", "تحذير", "تنبيه", "المحتويات", "الحواشي السفلية", "العودة إلى المرجع",
        "فيديو", "صورة", "صفحة", "غير منجز", "تم", "النص المضمّن مفقود")
    ROW("bg", "Забележка", "Съвет", "Важно", "Предупреждение", "Внимание", "Съдържание", "Бележки под линия",
        "Обратно към препратката", "Видео", "Изображение", "Страница", "За изпълнение", "Изпълнено",
        "Включеният текст липсва")
    ROW("ca", "Nota", "Suggeriment", "Important", "Advertència", "Precaució", "Contingut", "Notes al peu",
        "Torna a la referència", "Vídeo", "Imatge", "Pàgina", "Pendent", "Fet", "Falta el text inclòs")
    ROW("cs", "Poznámka", "Tip", "Důležité", "Upozornění", "Pozor", "Obsah", "Poznámky pod čarou", "Zpět na odkaz",
        "Video", "Obrázek", "Stránka", "Nesplněno", "Hotovo", "Vložený text chybí")
    ROW("da", "Bemærk", "Tip", "Vigtigt", "Advarsel", "Forsigtig", "Indhold", "Fodnoter", "Tilbage til henvisningen",
        "Video", "Billede", "Side", "Ikke udført", "Udført", "Den inkluderede tekst mangler")
    ROW("de", "Hinweis", "Tipp", "Wichtig", "Warnung", "Achtung", "Inhalt", "Fußnoten", "Zurück zur Textstelle",
        "Video", "Bild", "Seite", "Offen", "Erledigt", "Eingebundener Text fehlt")
    ROW("el", "Σημείωση", "Συμβουλή", "Σημαντικό", "Προειδοποίηση", "Προσοχή", "Περιεχόμενα", "Υποσημειώσεις",
        "Επιστροφή στην αναφορά", "Βίντεο", "Εικόνα", "Σελίδα", "Εκκρεμεί", "Ολοκληρώθηκε",
        "Λείπει το κείμενο που συμπεριλαμβάνεται")
    ROW("es", "Nota", "Sugerencia", "Importante", "Advertencia", "Precaución", "Contenido", "Notas al pie",
        "Volver a la referencia", "Vídeo", "Imagen", "Página", "Pendiente", "Hecho", "Falta el texto incluido")
    ROW("et", "Märkus", "Näpunäide", "Oluline", "Hoiatus", "Ettevaatust", "Sisukord", "Allmärkused",
        "Tagasi viite juurde", "Video", "Pilt", "Lehekülg", "Tegemata", "Tehtud", "Kaasatud tekst puudub")
    ROW("eu", "Oharra", "Aholkua", "Garrantzitsua", "Abisua", "Kontuz", "Edukia", "Oin-oharrak",
        "Itzuli erreferentziara", "Bideoa", "Irudia", "Orria", "Egiteke", "Eginda",
        "Barne hartutako testua falta da")
    ROW("fi", "Huomautus", "Vihje", "Tärkeää", "Varoitus", "Huomio", "Sisältö", "Alaviitteet",
        "Takaisin viittaukseen", "Video", "Kuva", "Sivu", "Tekemättä", "Valmis", "Sisällytettävä teksti puuttuu")
    ROW("fr", "Remarque", "Conseil", "Important", "Avertissement", "Attention", "Sommaire", "Notes de bas de page",
        "Retour à la référence", "Vidéo", "Image", "Page", "À faire", "Terminé", "Le texte inclus est manquant")
    ROW("gl", "Nota", "Suxestión", "Importante", "Aviso", "Precaución", "Contido", "Notas ao pé",
        "Volver á referencia", "Vídeo", "Imaxe", "Páxina", "Pendente", "Feito", "Falta o texto incluído")
    ROW("he", "הערה", "עצה", "חשוב", "אזהרה", "זהירות", "תוכן", "הערות שוליים", "חזרה להפניה", "וידאו", "תמונה",
        "עמוד", "לביצוע", "בוצע", "הטקסט הכלול חסר")
    ROW("hi", "नोट", "युक्ति", "महत्वपूर्ण", "चेतावनी", "सावधान", "सामग्री", "पाद टिप्पणियाँ", "संदर्भ पर वापस जाएँ",
        "वीडियो", "छवि", "पृष्ठ", "करना बाकी", "पूर्ण", "शामिल किया गया पाठ अनुपलब्ध है")
    ROW("hr", "Napomena", "Savjet", "Važno", "Upozorenje", "Oprez", "Sadržaj", "Fusnote", "Natrag na referencu",
        "Videozapis", "Slika", "Stranica", "Neizvršeno", "Izvršeno", "Uključeni tekst nedostaje")
    ROW("hu", "Megjegyzés", "Tipp", "Fontos", "Figyelmeztetés", "Figyelem", "Tartalom", "Lábjegyzetek",
        "Vissza a hivatkozáshoz", "Videó", "Kép", "Oldal", "Teendő", "Kész", "A beillesztett szöveg hiányzik")
    ROW("id", "Catatan", "Tips", "Penting", "Peringatan", "Perhatian", "Isi", "Catatan kaki", "Kembali ke rujukan",
        "Video", "Gambar", "Halaman", "Belum selesai", "Selesai", "Teks yang disertakan tidak ada")
    ROW("is", "Athugið", "Ábending", "Mikilvægt", "Viðvörun", "Varúð", "Efnisyfirlit", "Neðanmálsgreinar",
        "Aftur í tilvísun", "Myndskeið", "Mynd", "Síða", "Ólokið", "Lokið", "Innfelldan texta vantar")
    ROW("it", "Nota", "Suggerimento", "Importante", "Avviso", "Attenzione", "Sommario", "Note a piè di pagina",
        "Torna al riferimento", "Video", "Immagine", "Pagina", "Da fare", "Completato",
        "Il testo incluso non è disponibile")
    ROW("ja", "注", "ヒント", "重要", "警告", "注意", "目次", "脚注", "参照元に戻る", "ビデオ", "画像", "ページ",
        "未完了", "完了", "挿入するテキストが見つかりません")
    ROW("ko", "참고", "팁", "중요", "경고", "주의", "목차", "각주", "참조로 돌아가기", "비디오", "이미지", "페이지",
        "미완료", "완료", "포함할 텍스트가 없습니다")
    ROW("lt", "Pastaba", "Patarimas", "Svarbu", "Įspėjimas", "Dėmesio", "Turinys", "Išnašos", "Grįžti į nuorodą",
        "Vaizdo įrašas", "Vaizdas", "Puslapis", "Neatlikta", "Atlikta", "Trūksta įtraukiamo teksto")
    ROW("lv", "Piezīme", "Padoms", "Svarīgi", "Brīdinājums", "Uzmanību", "Saturs", "Vēres", "Atpakaļ uz atsauci",
        "Video", "Attēls", "Lappuse", "Nav izpildīts", "Izpildīts", "Iekļautā teksta trūkst")
    ROW("ms", "Nota", "Petua", "Penting", "Amaran", "Awas", "Kandungan", "Nota kaki", "Kembali ke rujukan", "Video",
        "Imej", "Halaman", "Belum selesai", "Selesai", "Teks yang disertakan tiada")
    ROW("nb", "Merk", "Tips", "Viktig", "Advarsel", "Forsiktig", "Innhold", "Fotnoter", "Tilbake til referansen",
        "Video", "Bilde", "Side", "Ikke utført", "Utført", "Den inkluderte teksten mangler")
    ROW("nl", "Notitie", "Tip", "Belangrijk", "Waarschuwing", "Let op", "Inhoud", "Voetnoten",
        "Terug naar verwijzing", "Video", "Afbeelding", "Pagina", "Te doen", "Gereed",
        "De ingevoegde tekst ontbreekt")
    ROW("pl", "Uwaga", "Porada", "Ważne", "Ostrzeżenie", "Przestroga", "Spis treści", "Przypisy",
        "Powrót do odwołania", "Wideo", "Obraz", "Strona", "Do zrobienia", "Gotowe", "Brak dołączanego tekstu")
    ROW("pt", "Observação", "Dica", "Importante", "Aviso", "Cuidado", "Conteúdo", "Notas de rodapé",
        "Voltar à referência", "Vídeo", "Imagem", "Página", "A fazer", "Concluído", "O texto incluído está ausente")
    ROW("pt-PT", "Nota", "Sugestão", "Importante", "Aviso", "Atenção", "Conteúdo", "Notas de rodapé",
        "Voltar à referência", "Vídeo", "Imagem", "Página", "Por fazer", "Concluído",
        "O texto incluído está em falta")
    ROW("ro", "Notă", "Sfat", "Important", "Avertisment", "Atenție", "Cuprins", "Note de subsol",
        "Înapoi la referință", "Videoclip", "Imagine", "Pagină", "De făcut", "Finalizat", "Textul inclus lipsește")
    ROW("ru", "Примечание", "Совет", "Важно", "Предупреждение", "Внимание", "Содержание", "Сноски",
        "Вернуться к ссылке", "Видео", "Изображение", "Страница", "Не выполнено", "Выполнено",
        "Включаемый текст отсутствует")
    ROW("sk", "Poznámka", "Tip", "Dôležité", "Upozornenie", "Pozor", "Obsah", "Poznámky pod čiarou", "Späť na odkaz",
        "Video", "Obrázok", "Strana", "Nesplnené", "Hotovo", "Vložený text chýba")
    ROW("sl", "Opomba", "Namig", "Pomembno", "Opozorilo", "Previdno", "Vsebina", "Sprotne opombe", "Nazaj na sklic",
        "Videoposnetek", "Slika", "Stran", "Ni opravljeno", "Opravljeno", "Vključeno besedilo manjka")
    ROW("sr", "Напомена", "Савет", "Важно", "Упозорење", "Опрез", "Садржај", "Фусноте", "Назад на референцу",
        "Видео", "Слика", "Страница", "Није урађено", "Урађено", "Укључени текст недостаје")
    ROW("sr-Latn", "Napomena", "Savet", "Važno", "Upozorenje", "Oprez", "Sadržaj", "Fusnote", "Nazad na referencu",
        "Video", "Slika", "Stranica", "Nije urađeno", "Urađeno", "Uključeni tekst nedostaje")
    ROW("sv", "Anteckning", "Tips", "Viktigt", "Varning", "Försiktighet", "Innehåll", "Fotnoter",
        "Tillbaka till hänvisningen", "Video", "Bild", "Sida", "Att göra", "Klart", "Inkluderad text saknas")
    ROW("th", "หมายเหตุ", "เคล็ดลับ", "สำคัญ", "คำเตือน", "ข้อควรระวัง", "เนื้อหา", "เชิงอรรถ", "กลับไปยังจุดอ้างอิง",
        "วิดีโอ", "รูปภาพ", "หน้า", "ยังไม่เสร็จ", "เสร็จแล้ว", "ไม่พบข้อความที่รวมไว้")
    ROW("tr", "Not", "İpucu", "Önemli", "Uyarı", "Dikkat", "İçindekiler", "Dipnotlar", "Başvuruya dön", "Video",
        "Görüntü", "Sayfa", "Yapılacak", "Tamamlandı", "Eklenen metin bulunamadı")
    ROW("uk", "Примітка", "Порада", "Важливо", "Попередження", "Увага", "Зміст", "Виноски",
        "Повернутися до посилання", "Відео", "Зображення", "Сторінка", "Не виконано", "Виконано",
        "Вставлений текст відсутній")
    ROW("vi", "Lưu ý", "Mẹo", "Quan trọng", "Cảnh báo", "Thận trọng", "Nội dung", "Cước chú", "Quay lại tham chiếu",
        "Video", "Hình ảnh", "Trang", "Chưa xong", "Đã xong", "Thiếu văn bản được đưa vào")
    ROW("zh-Hans", "备注", "提示", "重要", "警告", "注意", "目录", "脚注", "返回引用处", "视频", "图像", "页",
        "待办", "已完成", "缺少包含的文本")
    ROW("zh-Hant", "備註", "提示", "重要", "警告", "注意", "目錄", "註腳", "返回參照處", "影片", "影像", "頁",
        "待辦", "已完成", "缺少包含的文字")
    /* clang-format on */
};

/* Tags that read another tag's row. The first one whose subtags all occur, the language first, holds. */
static const struct {
    jr_str language, subtag, row;
} aliases[] = {
    {JR_STR_INIT("zh"), JR_STR_INIT("Hans"), JR_STR_INIT("zh-Hans")},
    {JR_STR_INIT("zh"), JR_STR_INIT("Hant"), JR_STR_INIT("zh-Hant")},
    {JR_STR_INIT("zh"), JR_STR_INIT("TW"), JR_STR_INIT("zh-Hant")},
    {JR_STR_INIT("zh"), JR_STR_INIT("HK"), JR_STR_INIT("zh-Hant")},
    {JR_STR_INIT("zh"), JR_STR_INIT("MO"), JR_STR_INIT("zh-Hant")},
    {JR_STR_INIT("zh"), JR_STR_INIT(""), JR_STR_INIT("zh-Hans")},
    {JR_STR_INIT("cmn"), JR_STR_INIT("Hant"), JR_STR_INIT("zh-Hant")},
    {JR_STR_INIT("cmn"), JR_STR_INIT("TW"), JR_STR_INIT("zh-Hant")},
    {JR_STR_INIT("cmn"), JR_STR_INIT(""), JR_STR_INIT("zh-Hans")},
    {JR_STR_INIT("yue"), JR_STR_INIT("Hans"), JR_STR_INIT("zh-Hans")},
    {JR_STR_INIT("yue"), JR_STR_INIT(""), JR_STR_INIT("zh-Hant")},
    {JR_STR_INIT("pt"), JR_STR_INIT("PT"), JR_STR_INIT("pt-PT")},
    {JR_STR_INIT("pt"), JR_STR_INIT("AO"), JR_STR_INIT("pt-PT")},
    {JR_STR_INIT("pt"), JR_STR_INIT("MZ"), JR_STR_INIT("pt-PT")},
    {JR_STR_INIT("sr"), JR_STR_INIT("Latn"), JR_STR_INIT("sr-Latn")},
    {JR_STR_INIT("no"), JR_STR_INIT(""), JR_STR_INIT("nb")},
    {JR_STR_INIT("nn"), JR_STR_INIT(""), JR_STR_INIT("nb")},
    {JR_STR_INIT("iw"), JR_STR_INIT(""), JR_STR_INIT("he")},
    {JR_STR_INIT("in"), JR_STR_INIT(""), JR_STR_INIT("id")},
};

/* The subtag that begins at *at, which moves behind the hyphen after it; the empty slice at the end. Tags of some
   systems are written with underscores. */
static jr_str next_subtag(jr_str tag, size_t *at)
{
    const size_t begin = *at;
    size_t end = begin;
    while (end < tag.n && tag.p[end] != '-' && tag.p[end] != '_')
        end++;
    *at = end + 1;
    return jr_str_sub(tag, begin, end);
}

static jr_str language_of(jr_str tag)
{
    size_t at = 0;
    return next_subtag(tag, &at);
}

/* True where a subtag behind the language is `want`; the empty slice always is. What follows a singleton (an extension
   or private use) is not looked at. */
static bool has_subtag(jr_str tag, jr_str want)
{
    if (want.n == 0)
        return true;
    size_t at = 0;
    next_subtag(tag, &at);
    while (at < tag.n) {
        const jr_str subtag = next_subtag(tag, &at);
        if (subtag.n == 1)
            return false;
        if (jr_str_eq_nocase(subtag, want))
            return true;
    }
    return false;
}

/* The script subtag, or the empty slice. */
static jr_str script_of(jr_str tag)
{
    size_t at = 0;
    next_subtag(tag, &at);
    while (at < tag.n) {
        const jr_str subtag = next_subtag(tag, &at);
        if (subtag.n == 1)
            break;
        if (subtag.n == 4 && !jr_is_digit(subtag.p[0]))
            return subtag;
    }
    return (jr_str){"", 0};
}

static bool is_one_of(jr_str s, const jr_str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jr_str_eq_nocase(s, list[i]))
            return true;
    return false;
}

jr_str jr_label(jr_str lang, jr_label_id id)
{
    jr_str name = language_of(lang);
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (jr_str_eq_nocase(name, aliases[i].language) && has_subtag(lang, aliases[i].subtag)) {
            name = aliases[i].row;
            break;
        }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (jr_str_eq_nocase(rows[i].tag, name))
            return rows[i].words[id];
    return rows[0].words[id];
}

bool jr_lang_rtl(jr_str tag)
{
    static const jr_str scripts[] = {
        JR_STR_INIT("Adlm"), JR_STR_INIT("Arab"), JR_STR_INIT("Aran"), JR_STR_INIT("Hebr"), JR_STR_INIT("Mand"),
        JR_STR_INIT("Nkoo"), JR_STR_INIT("Rohg"), JR_STR_INIT("Samr"), JR_STR_INIT("Syrc"), JR_STR_INIT("Thaa"),
    };
    static const jr_str languages[] = {
        JR_STR_INIT("ar"),  JR_STR_INIT("arc"), JR_STR_INIT("ary"), JR_STR_INIT("arz"), JR_STR_INIT("azb"),
        JR_STR_INIT("ckb"), JR_STR_INIT("dv"),  JR_STR_INIT("fa"),  JR_STR_INIT("glk"), JR_STR_INIT("he"),
        JR_STR_INIT("iw"),  JR_STR_INIT("ji"),  JR_STR_INIT("ks"),  JR_STR_INIT("lrc"), JR_STR_INIT("mzn"),
        JR_STR_INIT("nqo"), JR_STR_INIT("pnb"), JR_STR_INIT("prs"), JR_STR_INIT("ps"),  JR_STR_INIT("sd"),
        JR_STR_INIT("skr"), JR_STR_INIT("syr"), JR_STR_INIT("ug"),  JR_STR_INIT("ur"),  JR_STR_INIT("yi"),
    };
    const jr_str script = script_of(tag);
    if (script.n)
        return is_one_of(script, scripts, sizeof scripts / sizeof *scripts);
    return is_one_of(language_of(tag), languages, sizeof languages / sizeof *languages);
}

bool jr_lang_cjk(jr_str tag)
{
    static const jr_str scripts[] = {
        JR_STR_INIT("Bopo"), JR_STR_INIT("Hang"), JR_STR_INIT("Hani"), JR_STR_INIT("Hans"), JR_STR_INIT("Hant"),
        JR_STR_INIT("Hira"), JR_STR_INIT("Hrkt"), JR_STR_INIT("Jpan"), JR_STR_INIT("Kana"), JR_STR_INIT("Kore"),
    };
    static const jr_str languages[] = {
        JR_STR_INIT("zh"),  JR_STR_INIT("ja"),  JR_STR_INIT("ko"),  JR_STR_INIT("cdo"),
        JR_STR_INIT("cmn"), JR_STR_INIT("gan"), JR_STR_INIT("hak"), JR_STR_INIT("hsn"),
        JR_STR_INIT("lzh"), JR_STR_INIT("nan"), JR_STR_INIT("wuu"), JR_STR_INIT("yue"),
    };
    const jr_str script = script_of(tag);
    if (script.n)
        return is_one_of(script, scripts, sizeof scripts / sizeof *scripts);
    return is_one_of(language_of(tag), languages, sizeof languages / sizeof *languages);
}

/* The region subtag, or the empty slice. */
static jr_str region_of(jr_str tag)
{
    size_t at = 0;
    next_subtag(tag, &at);
    while (at < tag.n) {
        const jr_str subtag = next_subtag(tag, &at);
        if (subtag.n == 1)
            break;
        if (subtag.n == 2 || (subtag.n == 3 && jr_is_digit(subtag.p[0])))
            return subtag;
    }
    return (jr_str){"", 0};
}

/* The script that a tag names, or that Chinese is written in there (CLDR, likely subtags). */
static jr_str likely_script(jr_str tag)
{
    static const jr_str traditional[] = {JR_STR_INIT("TW"), JR_STR_INIT("HK"), JR_STR_INIT("MO")};
    const jr_str script = script_of(tag);
    if (script.n || !jr_str_eq_nocase(language_of(tag), JR_STR("zh")))
        return script;
    return is_one_of(region_of(tag), traditional, sizeof traditional / sizeof *traditional) ? JR_STR("Hant")
                                                                                            : JR_STR("Hans");
}

int jr_lang_serves(jr_str has, jr_str wanted)
{
    const jr_str pairs[][2] = {{language_of(has), language_of(wanted)},
                               {likely_script(has), likely_script(wanted)},
                               {region_of(has), region_of(wanted)}};
    int serves = 3;
    if (pairs[0][0].n == 0 || pairs[0][1].n == 0)
        return 0;
    for (size_t i = 0; i < 3; i++) {
        const jr_str a = pairs[i][0], b = pairs[i][1];
        if (a.n && b.n && !jr_str_eq_nocase(a, b))
            return 0;
        const int here = a.n == b.n ? 3 : a.n == 0 ? 2 : 1;
        serves = here < serves ? here : serves;
    }
    return serves;
}

/* ---- RFC 5646 §2.1 ---- */

/* What a subtag can be by its characters. */
typedef struct shape {
    size_t length;
    bool letters; /* nothing but letters */
    bool digits;  /* nothing but digits */
    bool digit_first;
} shape;

/* The shape of the next subtag; false: it is empty, longer than 8, or holds other characters. */
static bool next_shape(jr_str tag, size_t *at, shape *ret_shape)
{
    const jr_str s = next_subtag(tag, at);
    if (s.n == 0 || s.n > 8)
        return false;
    shape found = {s.n, true, true, jr_is_digit(s.p[0])};
    for (size_t i = 0; i < s.n; i++) {
        if (!jr_is_alnum(s.p[i]))
            return false;
        found.letters = found.letters && jr_is_alpha(s.p[i]);
        found.digits = found.digits && jr_is_digit(s.p[i]);
    }
    *ret_shape = found;
    return true;
}

/* What may come next; each step may be left out. */
enum step { EXTLANG = 1, SCRIPT = 4, REGION, VARIANT, EXTENSION };

/* The step that a subtag makes behind step `now`, or 0: it has no place there. */
static int step_of(shape s, int now, size_t language_length)
{
    if (now < SCRIPT - 1 && s.letters && s.length == 3 && language_length < 4)
        return now + 1; /* up to three of them */
    if (now < SCRIPT && s.letters && s.length == 4)
        return SCRIPT;
    if (now < REGION && ((s.letters && s.length == 2) || (s.digits && s.length == 3)))
        return REGION;
    if (now <= VARIANT && (s.length >= 5 || (s.length == 4 && s.digit_first)))
        return VARIANT;
    return 0;
}

/* Subtags behind a singleton: at least one, of `shortest` to 8 characters each. Stops before the next singleton unless
   `to_the_end`. */
static bool read_extension(jr_str tag, size_t *at, size_t shortest, bool to_the_end)
{
    size_t count = 0;
    while (*at < tag.n) {
        size_t behind = *at;
        shape s;
        if (!next_shape(tag, &behind, &s))
            return false;
        if (s.length == 1 && !to_the_end)
            break;
        if (s.length < shortest)
            return false;
        *at = behind;
        count++;
    }
    return count > 0;
}

bool jr_lang_valid(jr_str tag)
{
    size_t at = 0;
    shape s;
    if (tag.n == 0 || tag.p[tag.n - 1] == '-' || memchr(tag.p, '_', tag.n) || !next_shape(tag, &at, &s))
        return false;
    if (s.length == 1)
        return jr_lower(tag.p[0]) == 'x' && read_extension(tag, &at, 1, true);
    if (!s.letters)
        return false;
    const size_t language_length = s.length;
    for (int now = 0; at < tag.n;) {
        const char singleton = jr_lower(tag.p[at]);
        if (!next_shape(tag, &at, &s))
            return false;
        if (s.length == 1) {
            now = EXTENSION;
            if (!read_extension(tag, &at, singleton == 'x' ? 1 : 2, singleton == 'x'))
                return false;
        } else if ((now = step_of(s, now, language_length)) == 0) {
            return false;
        }
    }
    return true;
}
