#pragma once

#include <pango/pangocairo.h>

#include <map>
#include <memory>
#include <tuple>
#include <vector>

#include "kiosk/text/clean_text.h"
#include "kiosk/text/line_breaks.h"
#include "kiosk/text/text.h"

/// One TextSpec as a Pango layout. Not here: caching and drawing (text_pango.cpp), fonts (fonts.cpp).
namespace kiosk {

struct ObjectRelease {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Object = std::unique_ptr<T, ObjectRelease>;

/// A laid-out TextSpec. The lines lie below each other at exact multiples of the line height of the tokens, whatever
/// faces they mix; each line's faces sit in the middle of it, as in CSS (half-leading).
struct Paragraph {
    Object<PangoLayout> layout;
    TextExtent extent;
    float line_height = 0;
    std::vector<float> line_widths;
};

/// Proportions of a face, per em.
struct FaceMetrics {
    float ascent = 0;
    float descent = 0;
    float cap_height = 0;
};

class ParagraphMaker {
public:
    explicit ParagraphMaker(Object<PangoFontMap> fonts);
    [[nodiscard]] Paragraph make(const TextSpec& spec);

private:
    using Face = std::tuple<Typeface, content::Language, int, bool>;

    Paragraph lay_out(const TextSpec& spec, CleanText clean);
    PangoContext* context_for(content::Language language);
    const FaceMetrics& metrics(const TextSpec& spec, PangoContext* context);

    Object<PangoFontMap> fonts_;
    LineBreaks breaks_;
    std::map<content::Language, Object<PangoContext>> contexts_;
    std::map<Face, FaceMetrics> metrics_;
};

}  // namespace kiosk
