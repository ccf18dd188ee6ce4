#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/base/language.h"
#include "kiosk/frame/browsing.h"
#include "kiosk/frame/frame.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/view.h"

/// Reading aloud: what is said, when it is said and when there is silence. Not here: how a voice is made (voice.h).
namespace kiosk {

/// One piece of speech with the language of its voice.
struct Sentence {
    std::string text;
    content::Language language = content::Language::en;

    bool operator==(const Sentence&) const = default;
};

/// Something that can talk.
class Speaker {
public:
    virtual ~Speaker() = default;
    /// Says these in order, in place of whatever it was saying.
    virtual void say(std::vector<Sentence> sentences, Volume volume) = 0;
    /// Falls silent at once.
    virtual void stop() = 0;
    [[nodiscard]] virtual bool is_speaking() const = 0;
};

/// The language whose voice can say this text: `language`, unless the text is another language's own name, or all of it
/// is in a script that the voice of `language` does not know (a Latin acronym on an Arabic screen).
[[nodiscard]] content::Language voice_of(const std::string& text, content::Language language);

/// Decides what a speaker says (EN 301 549 5.1.3, 5.1.6): a new place is read from its beginning, a moved focus says
/// where it stands, a choice says what it changed, and every action silences what was being said. Without an action
/// nothing is said about a place that stays; what comes by itself over the scene (the idle warning) is read.
class Narrator {
public:
    explicit Narrator(Speaker& speaker) : speaker_(speaker) {}

    /// The visitor did something, so the speaker falls silent. `label` is that of what was chosen; empty: nothing was.
    void interrupted(const std::string& label);
    /// The visitor wants to hear this again.
    void repeat();
    /// Call it after every change, with what is on the screen. `browsing` none: nobody is here.
    void follow(const Frame& frame, const Scene& scene, const std::optional<Browsing>& browsing);
    [[nodiscard]] bool is_speaking() const { return speaker_.is_speaking(); }

private:
    /// The picture that was followed last.
    struct Known {
        Scene scene;
        Overlay overlay = Overlay::none;
        Scroll scroll;
        content::Language language = content::Language::en;
        std::vector<std::string> spoken;
        int focus = -1;
    };
    [[nodiscard]] std::vector<Sentence> changes(const Known& before, const Known& after, const Frame& frame) const;

    Speaker& speaker_;
    std::optional<Known> known_;
    std::string chosen_;  ///< label of what was chosen since the last picture
    bool is_action_ = false;
};

}  // namespace kiosk
