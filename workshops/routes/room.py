"""The room. Before the roll call's addresses, of which one takes any word after the slot."""

from django.urls import URLPattern, URLResolver, path

from workshops.views import room

HERE = "bimtek/<slug:code>/kehadiran/<slug:slot>/ruangan/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, room.room_detail, name="room-detail"),
    path(f"{HERE}nyala/", room.room_switch, name="room-switch"),
    path(f"{HERE}layar/", room.room_screen, name="room-screen"),
    path(f"{HERE}hitungan/", room.room_counts, name="room-counts"),
    path(f"{HERE}periksa-acak/", room.spot_check_draw, name="spot-check-draw"),
    path(f"{HERE}periksa-acak/centang/", room.spot_check_tick, name="spot-check-tick"),
    path("hadir/", room.hadir, name="hadir"),
    path("hadir/lupakan/", room.hadir_forget, name="hadir-forget"),
    path("hadir/<str:digits>", room.hadir_code, name="hadir-code"),
]
