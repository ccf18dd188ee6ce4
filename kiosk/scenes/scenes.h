#pragma once

#include "kiosk/frame/composer.h"
#include "kiosk/frame/scene.h"

/// One pure function per scene, each in its own file. build_frame picks the function and the item; a scene draws.
namespace kiosk::scenes {

void highlight(Composer& composer, const content::Story& story);
void programme(Composer& composer, const Scene& scene);
void links(Composer& composer, const Scene& scene);
void call(Composer& composer, const content::Call& call);
void event(Composer& composer, const content::Event& event);
void notice(Composer& composer, const content::Notice& notice);
void emergency(Composer& composer, content::EmergencyTemplate which, const content::Notice* notice);
void clock(Composer& composer);
void home(Composer& composer);
void stories(Composer& composer, const Scene& scene);
void search(Composer& composer, int page);
void browse_programme(Composer& composer, const Scene& scene);
void link(Composer& composer, const content::Link& link);
void pairing(Composer& composer);
void closed(Composer& composer);
/// What the notice says, in a few words, over the lower end of a scene that somebody browses, above the bar.
void notice_banner(Composer& composer, const content::Notice& notice);
/// View::staff must be there.
void staff(Composer& composer);
void story(Composer& composer, const content::Story& story);

}  // namespace kiosk::scenes
