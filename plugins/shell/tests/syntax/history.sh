echo hi!
!!
